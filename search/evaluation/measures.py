"""hit@1, recall@10, MRR@10 and nDCG@10 of ranked lists, in percent."""

import math
from collections.abc import Iterable, Mapping, Sequence

DEPTH = 10
NAMES = ("hit@1", "recall@10", "mrr@10", "ndcg@10")


def of_one(ranked: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    """Return the four measures of one list, each from 0 to 1; ``grades`` above 0 are relevant."""
    top = ranked[:DEPTH]
    good = [key for key, grade in grades.items() if grade > 0]
    ranks = [rank for rank, key in enumerate(top, start=1) if grades.get(key, 0) > 0]
    gained = sum((2 ** grades.get(key, 0) - 1) / math.log2(rank + 1) for rank, key in enumerate(top, 1))
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:DEPTH]
    ideal = sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(best, 1))
    return (
        float(bool(ranks) and ranks[0] == 1),
        len(ranks) / len(good) if good else 0.0,
        1 / ranks[0] if ranks else 0.0,
        gained / ideal if ideal else 0.0,
    )


def average(rows: Iterable[tuple[float, float, float, float]]) -> dict[str, float]:
    """Return the means in percent, rounded to two digits; zeros for no rows."""
    columns = list(zip(*rows, strict=True)) or [(0.0,)] * len(NAMES)
    return {
        name: round(100 * sum(column) / len(column), 2) for name, column in zip(NAMES, columns, strict=True)
    }
