"""The list that search starts with: abbreviations, synonyms, queries of people who need help.

Loaded once into empty tables; what editors change or switch off stays as they left it.
"""

import tomllib
from pathlib import Path

from search.models import BlockedSuggestion, Promotion, Synonym

FILE = Path(__file__).parent / "data" / "defaults.toml"


def load_defaults() -> int:
    """Fill each table that is empty; returns the number of rows made."""
    texts = tomllib.loads(FILE.read_text(encoding="utf-8"))
    made = 0
    if not Synonym.objects.exists():
        made += len(
            Synonym.objects.bulk_create([Synonym(phrases="\n".join(row)) for row in texts["synonyms"]])
        )
    if not Promotion.objects.exists():
        rows = [
            Promotion(queries="\n".join(row["queries"]), match=row["match"], hotline=True)
            for row in texts["hotline"]
        ]
        made += len(Promotion.objects.bulk_create(rows))
    if not BlockedSuggestion.objects.exists():
        blocked = [BlockedSuggestion(phrase=phrase) for phrase in texts["blocked"]]
        made += len(BlockedSuggestion.objects.bulk_create(blocked))
    return made
