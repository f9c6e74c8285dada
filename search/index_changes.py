"""The changes that an index needs: the current items of its keys, and outbox rows for all of them."""

import logging
from collections.abc import Iterable, Iterator, Mapping

from django.db import DatabaseError

from search import connection
from search.builder import public_items
from search.engines.base import Change, Removal
from search.items import SearchItem
from search.keys import indexable_keys
from search.models import IndexRow
from search.staff import staff_items

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 2_000


def current_items(index: str, versions: Mapping[str, int]) -> Iterable[SearchItem]:
    """Return the items of those keys as the database has them now; a key without an item is left out."""
    return public_items(versions) if index == connection.PUBLIC else staff_items(versions)


def index_name(target: str) -> str:
    """Return the name of the index that an outbox target belongs to."""
    return target.partition(":")[2].partition("@")[0]


def _changes(index: str, versions: Mapping[str, int]) -> list[Change]:
    items: dict[str, Change] = {item.key: item for item in current_items(index, versions)}
    return [items.get(key) or Removal(key, version) for key, version in versions.items()]


def build_changes(index: str, versions: Mapping[str, int], refused: dict[str, str]) -> Iterator[Change]:
    """Yield the item of each key, or its removal.

    A key whose item cannot be built goes to ``refused`` with the reason and stops no other.
    """
    try:
        yield from _changes(index, versions)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("A batch of items cannot be built; trying them one by one")
        for key, version in versions.items():
            try:
                yield from _changes(index, {key: version})
            except DatabaseError:
                raise
            except Exception as error:
                logger.exception("%s cannot be built", key)
                refused[key] = f"{type(error).__name__}: {error}"


def create_missing_rows(target: str) -> None:
    """Create an outbox row for every key without one, such as rows that were loaded without signals."""
    batch: list[IndexRow] = []
    for key in indexable_keys(index_name(target)):
        batch.append(IndexRow(target=target, key=key, version=1))
        if len(batch) == ROWS_AT_ONCE:
            IndexRow.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    IndexRow.objects.bulk_create(batch, ignore_conflicts=True)
