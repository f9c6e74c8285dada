"""Reads a BEIR folder: documents, questions, and relevance judgements."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from search.items import SearchItem


@dataclass(frozen=True, slots=True)
class Collection:
    """A test collection; ``relevant`` maps a question to {document id: grade}."""

    documents: tuple[SearchItem, ...]
    questions: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def read(folder: Path) -> Collection:
    """Read a BEIR folder. Raises FileNotFoundError, KeyError or ValueError for any other folder."""
    documents = tuple(
        SearchItem(key=f"beir:{row['_id']}", title=row.get("title", ""), body=row["text"])
        for row in _rows(folder / "corpus.jsonl")
    )
    relevant: dict[str, dict[str, int]] = defaultdict(dict)
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            relevant[row["query-id"]][row["corpus-id"]] = int(row["score"])
    questions = {
        row["_id"]: row["text"]
        for row in _rows(folder / "queries.jsonl")
        if any(grade > 0 for grade in relevant.get(row["_id"], {}).values())
    }
    return Collection(documents, questions, relevant)
