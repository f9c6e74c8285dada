"""Runs a judgement list on the live index: is an expected phrase in the first three results?"""

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
    """One query of the list in one variant; ``kind`` "typed" is the query as written."""

    query: str
    kind: str
    text: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    judgement: Judgement
    passed: bool
    titles: tuple[str, ...]


def comparable(text: str) -> str:
    """Return the text in NFC and lower case, with one tone placement and single spaces."""
    return " ".join(canonical_tone(clean(text).lower()).split())


def read(path: Path) -> Iterator[Judgement]:
    """Yield every query as typed and in each variant. Raises ValueError with the line in error."""
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


def judge(judgements: Iterable[Judgement], search: SearchFunction) -> list[Verdict]:
    verdicts = []
    for judgement in judgements:
        results = search(judgement.text)[:FIRST]
        expected = [comparable(phrase) for phrase in judgement.phrases]
        texts = [comparable(f"{title}\n{text}") for title, text in results]
        passed = any(phrase in text for phrase in expected for text in texts)
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
