"""Runs a judgement list on the live index: is an expected phrase or page among the first three results?"""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cms.vietnamese import canonical_tone, clean

FIRST = 3
# (title, whole text) of the results of a query, best first.
SearchFunction = Callable[[str], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One query of the list in one variant; ``kind`` "typed" is the query as written.

    Expected is one of the ``phrases`` in a result, or a result with one of the ``titles``.
    """

    query: str
    kind: str
    text: str
    phrases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    judgement: Judgement
    passed: bool
    titles: tuple[str, ...]


def comparable(text: str) -> str:
    """Return the text in NFC and lower case, with one tone placement and single spaces."""
    return " ".join(canonical_tone(clean(text).lower()).split())


def read(path: Path) -> Iterator[Judgement]:
    """Yield the judgements of a list: lines of JSON, or a table (``.csv``) of question, kind, expected.

    Raises ValueError with the line in error.
    """
    if path.suffix == ".csv":
        yield from _read_table(path)
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            phrases = tuple(row["must_match_any"])
            yield Judgement(row["query"], "typed", row["query"], phrases)
            for variant in row.get("variants", ()):
                yield Judgement(row["query"], variant["kind"], variant["q"], phrases)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}:{number}: {error}") from error


def _read_table(path: Path) -> Iterator[Judgement]:
    """Yield the rows of a table; ``expected`` has the titles of pages, parted by " | "."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if not row.get("question") or not row.get("kind") or not row.get("expected"):
                raise ValueError(f"{path.name}:{number}: question, kind and expected are needed")
            titles = tuple(row["expected"].split(" | "))
            yield Judgement(row["question"], row["kind"], row["question"], titles=titles)


def judge(judgements: Iterable[Judgement], search: SearchFunction) -> list[Verdict]:
    verdicts = []
    for judgement in judgements:
        results = search(judgement.text)[:FIRST]
        expected = [comparable(phrase) for phrase in judgement.phrases]
        texts = [comparable(f"{title}\n{text}") for title, text in results]
        titles = {comparable(title) for title in judgement.titles}
        passed = any(phrase in text for phrase in expected for text in texts)
        passed = passed or any(comparable(title) in titles for title, _text in results)
        verdicts.append(Verdict(judgement, passed, tuple(title for title, _text in results)))
    return verdicts


def success(verdicts: Iterable[Verdict]) -> Mapping[str, tuple[int, int]]:
    """Return {kind: (passed, total)} with "all" last."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for verdict in verdicts:
        for kind in (verdict.judgement.kind, "all"):
            counts[kind][0] += verdict.passed
            counts[kind][1] += 1
    ordered = sorted(counts, key=lambda kind: (kind == "all", kind != "typed", kind))
    return {kind: (counts[kind][0], counts[kind][1]) for kind in ordered}
