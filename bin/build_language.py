#!/usr/bin/env python3
"""Make ``search/data/language`` from counts of words, lists of words, and our names of regions.

Usage, with the packages unpacked anywhere, never installed here:
``pip download --no-deps wordfreq==3.1.1 pyvi==0.1.1 genz-tokenize==1.2.7``, ``unzip -d packages`` each
of them, then ``python bin/build_language.py packages`` (needs msgpack). The same packages give the
same bytes; ``search/data/language/README.md`` says what is kept.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgpack

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "search" / "data" / "language"
VOCABULARY = ROOT / "cms" / "vocabulary" / "data"
LETTERS = re.compile(r"[^\W\d_]+")
# An unmarked form that is so much rarer than a marked one (in centibels) was typed in a hurry.
HURRY = 100
LONGEST = 6
# The count of a word that is in the list of pyvi only.
LISTED = 20

sys.path.insert(0, str(ROOT))
from search.analysis import fold_form, tokens  # noqa: E402 - found through the line above

Phrase = tuple[str, ...]


def phrase(text: str) -> Phrase:
    """Return the terms of a word or name; () if it has digits or more than six syllables."""
    terms = tuple(tokens(text))
    return terms if len(terms) <= LONGEST and all(map(LETTERS.fullmatch, terms)) else ()


def frequencies(packed: Path) -> dict[str, int]:
    """Read wordfreq's list: {term: centibels below one in one}, the frequent first."""
    with gzip.open(packed) as file:
        header, *buckets = msgpack.load(file, raw=False)
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"{packed.name} has another format: {header}")
    found: dict[str, int] = {}
    for centibels, words in enumerate(buckets):
        for word in words:
            if len(terms := phrase(word)) == 1:
                found.setdefault(terms[0], centibels)
    return found


def words(vocabulary: Path, listed: Path) -> Counter[Phrase]:
    """Count words: by genz-tokenize's vocabulary ("mất_tích 1306"), else ``LISTED`` for pyvi's words."""
    found: Counter[Phrase] = Counter()
    for line in vocabulary.read_text(encoding="utf-8").splitlines():
        word, _space, count = line.rpartition(" ")
        # Pieces of words end in "@@".
        if "@@" not in word and (terms := phrase(word.replace("_", " "))):
            found[terms] += int(count)
    for line in listed.read_text(encoding="utf-8").splitlines():
        if (terms := phrase(line)) and terms not in found:
            found[terms] = LISTED
    return found


def regions() -> Iterator[str]:
    """Yield the names of regions, today's and earlier ones."""
    for name in ("regions.csv", "region_aliases.csv"):
        with (VOCABULARY / name).open(encoding="utf-8", newline="") as file:
            yield from (row.get("name") or row["official_name"] for row in csv.DictReader(file))


def write(name: str, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    (TARGET / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(text.splitlines())} lines, {len(text.encode())} bytes")


def main(folder: str) -> None:
    source = Path(folder)
    counted = words(source / "genz_tokenize" / "data" / "vocab.txt", source / "pyvi" / "models" / "words.txt")
    inside = {term for terms in counted for term in terms}
    rows = frequencies(source / "wordfreq" / "data" / "small_vi.msgpack.gz")
    marked: dict[str, int] = {}
    for term, centibels in rows.items():
        if fold_form(term) != term:
            marked.setdefault(fold_form(term), centibels)
    kept = (
        f"{term} {centibels}"
        for term, centibels in rows.items()
        if term in inside or centibels - marked.get(term, centibels) < HURRY
    )
    TARGET.mkdir(parents=True, exist_ok=True)
    write("frequencies.txt", kept)
    write("words.txt", (f"{' '.join(terms)} {count}" for terms, count in sorted(counted.items()) if terms))
    write("regions.txt", (" ".join(terms) for terms in sorted({*map(phrase, regions())}) if terms))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
