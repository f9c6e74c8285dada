"""From a publication here to what stands on the portals: which rows it touches, and their delivery.

Rows are written in the transaction of the change (``touch``). Once it is committed a task delivers
them; the minute tick delivers whatever is still waiting. A row says only which page; whoever
delivers reads how the page stands at that moment.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page, ReferenceIndex

from campaigns.models import ContentPage
from campaigns.portal.claims import ClaimLostError, claimed, renew
from campaigns.portal.courier import Courier, TurnOverError
from campaigns.portal.models import Delivery, PortalConnection, TakenItem, deliveries
from cms.outbox import drain

logger = logging.getLogger(__name__)


def touch(pages: Iterable[int]) -> None:
    """Note a change of those pages for each portal that has them, or that takes their kind by itself."""
    keys = [str(pk) for pk in pages]
    pairs = set(Delivery.objects.filter(key__in=keys).values_list("target", "key"))
    pairs.update(_automatic(keys))
    for target in {target for target, _key in pairs}:
        Delivery.objects.touch([target], [key for of, key in pairs if of == target])
    if pairs:
        transaction.on_commit(deliver_soon, robust=True)


def touch_users_of(changed: Model) -> None:
    """Note a change of what stands already and shows a part of ``changed``: words, a number, a name."""
    pages = ReferenceIndex.get_references_to(changed).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = set(pages.values_list("object_id", flat=True))
    pairs = set(deliveries(key__in=keys).status().values_list("target", "key")) if keys else set()
    for target in {target for target, _key in pairs}:
        Delivery.objects.touch([target], [key for of, key in pairs if of == target])
    if pairs:
        transaction.on_commit(deliver_soon, robust=True)


def _automatic(keys: list[str]) -> Iterator[tuple[str, str]]:
    connections = PortalConnection.objects.filter(is_active=True).select_related("department")
    taking = [connection for connection in connections if connection.automatic]
    if not taking:
        return
    pages = list(Page.objects.live().filter(pk__in=keys).specific(defer=True))
    kinds = {page.pk: str(page.search_kind) for page in pages if isinstance(page, ContentPage)}
    for connection in taking:
        inside = set(connection.pages().filter(pk__in=list(kinds)).values_list("pk", flat=True))
        for pk in inside - _from_there(connection):
            if kinds[pk] in connection.automatic:
                yield connection.target, str(pk)


def _from_there(connection: PortalConnection) -> set[int]:
    """Keys of the pages that were taken over from the site of the connection: it has them already."""
    taken = TakenItem.objects.filter(connection__address=connection.address, page__isnull=False)
    return set(taken.values_list("page_id", flat=True))


def send(page: Page, connection: PortalConnection) -> None:
    """Put a page on a portal by hand, or once more; it follows every change from now on."""
    _again(str(page.pk), connection, held_back=False)


def take_back(key: str, connection: PortalConnection) -> None:
    """Take a page, deleted or not, off one portal, and keep it off until somebody sends it again."""
    _again(key, connection, held_back=True)


def _again(key: str, connection: PortalConnection, held_back: bool) -> None:
    with transaction.atomic():
        Delivery.objects.touch([connection.target], [key])
        deliveries(target=connection.target, key=key).update(held_back=held_back)
        PortalConnection.objects.filter(pk=connection.pk).update(rests_until=None)
        transaction.on_commit(deliver_soon, robust=True)


def enlist(connection: PortalConnection, since: datetime | None = None) -> int:
    """Touch live pages of the automatic kinds that are not there yet, or not as they are now.

    With ``since`` only what was published later. It also finds what was published behind the
    signals' back. Returns how many.
    """
    if not connection.is_active or not connection.automatic:
        return 0
    known = dict(Delivery.objects.filter(target=connection.target).values_list("key", "changed"))
    pages = connection.pages().live().public().filter(last_published_at__isnull=False)
    if since is not None:
        pages = pages.filter(last_published_at__gte=since)
    echoes = _from_there(connection)
    found = [
        str(page.pk)
        for page in pages.specific(defer=True).iterator(chunk_size=500)
        if isinstance(page, ContentPage)
        and str(page.search_kind) in connection.automatic
        and page.pk not in echoes
        and (str(page.pk) not in known or known[str(page.pk)] < page.last_published_at)
    ]
    Delivery.objects.touch([connection.target], found)
    return len(found)


def deliver_soon() -> None:
    """One task for each portal that something is due to; nothing here can make a publish fail."""
    now = timezone.now()
    for connection in PortalConnection.objects.filter(is_active=True):
        if not connection.is_resting(now) and Delivery.objects.due(connection.target, now).exists():
            deliver_task.enqueue(connection.pk)


@task()
def deliver_task(pk: int) -> None:
    deliver(pk)


def deliver(pk: int) -> int:
    """Deliver what is due to a portal; returns how many rows. Never raises for the portal's failure.

    Somebody else may be delivering to it: then the rows are left to them, who look again at the end.
    """
    done = 0
    try:
        while connection := _open(pk):
            with claimed(pk) as token:
                if token is None:
                    return done
                courier = Courier(connection, _renewal(pk, token))
                try:
                    drain(Delivery, connection.target, courier)
                finally:
                    done += courier.told
    except TurnOverError:
        deliver_task.enqueue(pk)
    except ClaimLostError:
        logger.warning("Another worker took over portal %s", pk)
    except DatabaseError:
        logger.exception("The deliveries of portal %s cannot be read", pk)
    return done


def _renewal(pk: int, token: str) -> Callable[[], None]:
    return lambda: renew(pk, token)


def _open(pk: int) -> PortalConnection | None:
    """The portal if something is due to it and it does not rest."""
    now = timezone.now()
    connection = PortalConnection.objects.filter(pk=pk, is_active=True).select_related("department").first()
    if connection is None or connection.is_resting(now):
        return None
    return connection if Delivery.objects.due(connection.target, now).exists() else None
