"""What an index must be told: the items of its keys as they stand now, and the rows that wait for it."""

import logging
from collections.abc import Iterable, Iterator, Mapping

from django.db import DatabaseError

from search import connection
from search.builder import public_items
from search.engines.base import Change, Removal
from search.items import SearchItem
from search.keys import known_keys
from search.models import IndexRow
from search.staff import staff_items

logger = logging.getLogger(__name__)

ENLISTED_AT_ONCE = 2_000


def items(index: str, versions: Mapping[str, int]) -> Iterable[SearchItem]:
    """The items of those keys as they stand now; a key that has none is not given."""
    return public_items(versions) if index == connection.PUBLIC else staff_items(versions)


def index_of(target: str) -> str:
    return target.partition(":")[2].partition("@")[0]


def changes(index: str, versions: Mapping[str, int]) -> list[Change]:
    """What an index must be told: the item of each key, or that the key is gone."""
    found: dict[str, Change] = {item.key: item for item in items(index, versions)}
    return [found.get(key) or Removal(key, version) for key, version in versions.items()]


def built(index: str, versions: Mapping[str, int], refused: dict[str, str]) -> Iterator[Change]:
    """The changes of those keys; what cannot describe itself goes to ``refused`` and stops no other."""
    try:
        yield from changes(index, versions)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("A batch of items cannot be built; trying them one by one")
        for key, version in versions.items():
            try:
                yield from changes(index, {key: version})
            except DatabaseError:
                raise
            except Exception as error:
                logger.exception("%s cannot be built", key)
                refused[key] = f"{type(error).__name__}: {error}"


def enlist(target: str) -> None:
    """Give every item a row, also those that were loaded behind the signals' back."""
    batch: list[IndexRow] = []
    for key in known_keys(index_of(target)):
        batch.append(IndexRow(target=target, key=key, version=1))
        if len(batch) == ENLISTED_AT_ONCE:
            IndexRow.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    IndexRow.objects.bulk_create(batch, ignore_conflicts=True)
