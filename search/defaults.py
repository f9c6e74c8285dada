"""Initial settings of search: abbreviations, synonyms, queries of people who need help.

Loaded into empty tables only, so that changes by editors are never overwritten.
"""

import tomllib
from pathlib import Path

from search.models import BlockedSuggestion, Promotion, Synonym

FILE = Path(__file__).parent / "data" / "defaults.toml"


def load_defaults() -> int:
    """Fill each table that is empty; return the number of rows created."""
    texts = tomllib.loads(FILE.read_text(encoding="utf-8"))
    created = 0
    if not Synonym.objects.exists():
        created += len(
            Synonym.objects.bulk_create([Synonym(phrases="\n".join(row)) for row in texts["synonyms"]])
        )
    if not Promotion.objects.exists():
        rows = [
            Promotion(queries="\n".join(row["queries"]), match=row["match"], hotline=True)
            for row in texts["hotline"]
        ]
        created += len(Promotion.objects.bulk_create(rows))
    if not BlockedSuggestion.objects.exists():
        blocked = [BlockedSuggestion(phrase=phrase) for phrase in texts["blocked"]]
        created += len(BlockedSuggestion.objects.bulk_create(blocked))
    return created
