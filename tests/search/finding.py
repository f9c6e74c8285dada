"""How tests of the site look for something: everything delivered, then asked as a reader asks."""

from typing import Any

from search import service
from search.sync import deliver_soon


def titles(text: str, **values: Any) -> list[str]:
    deliver_soon()
    return [hit.item.title for hit in service.ask(service.Wanted(text, size=50, **values)).results.hits]
