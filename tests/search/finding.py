"""How tests of the site look for something: everything delivered, then asked as a reader asks."""

from typing import Any

from search import connection, service
from search.models import IndexRow
from search.sync import deliver_soon

TARGET = "embedded:public"


def row(page: Any) -> IndexRow:
    """The outbox row of a page for the embedded public index."""
    return IndexRow.objects.get(target=TARGET, key=f"wagtailcore.page:{page.pk}")


def titles(text: str, **values: Any) -> list[str]:
    deliver_soon()
    server = connection.usable_elastic()
    if server is not None:
        server.refresh()
    return [
        hit.item.title for hit in service.search(service.SearchRequest(text, size=50, **values)).results.hits
    ]
