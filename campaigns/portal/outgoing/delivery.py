"""The outbox of the portals: which deliveries a change makes due, and the task that delivers them.

Rows are written in the transaction of the change. After its commit a task delivers them; the scheduler
delivers every minute what is still pending. A row names only the page: the delivery reads the state of
the page at that moment.
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
from campaigns.portal.models import Delivery, ImportedItem, PortalConnection, deliveries
from campaigns.portal.outgoing.lease import LeaseLostError, portal_lease, renew_lease
from campaigns.portal.outgoing.sync import PortalSync, TimeSliceOverError
from cms.outbox import drain
from cms.visibility import live_now, open_to_all

logger = logging.getLogger(__name__)


def mark_pages_changed(pages: Iterable[int]) -> None:
    """Mark the pages as changed for each portal that has them or gets their kind automatically."""
    keys = [str(pk) for pk in pages]
    pairs = set(Delivery.objects.filter(key__in=keys).values_list("target", "key"))
    pairs.update(_automatic_pairs(keys))
    for target in {target for target, _key in pairs}:
        Delivery.objects.mark_changed([target], [key for of, key in pairs if of == target])
    if pairs:
        transaction.on_commit(enqueue_deliveries, robust=True)


def mark_referencing_pages(changed: Model) -> None:
    """Mark the published pages that show a part of ``changed``: its text, number or name."""
    pages = ReferenceIndex.get_references_to(changed).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    _mark_published(set(pages.values_list("object_id", flat=True)))


def mark_corrected_page(page: Page) -> None:
    """Mark the published page that ``page`` corrects: its copy on a portal names it (rule 122)."""
    corrected = getattr(page, "corrects_id", None)
    if corrected:
        _mark_published({str(corrected)})


def _mark_published(keys: set[str]) -> None:
    pairs = set(deliveries(key__in=keys).possibly_published().values_list("target", "key")) if keys else set()
    for target in {target for target, _key in pairs}:
        Delivery.objects.mark_changed([target], [key for of, key in pairs if of == target])
    if pairs:
        transaction.on_commit(enqueue_deliveries, robust=True)


def _automatic_pairs(keys: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (target, key) of the live pages whose kind the connection publishes automatically."""
    connections = PortalConnection.objects.filter(is_active=True).select_related("department")
    automatic = [connection for connection in connections if connection.automatic]
    if not automatic:
        return
    pages = list(Page.objects.filter(live_now(), pk__in=keys).specific(defer=True))
    kinds = {page.pk: str(page.search_kind) for page in pages if isinstance(page, ContentPage)}
    for connection in automatic:
        covered = set(connection.pages().filter(pk__in=list(kinds)).values_list("pk", flat=True))
        for pk in covered - _imported_from(connection):
            if kinds[pk] in connection.automatic:
                yield connection.target, str(pk)


def _imported_from(connection: PortalConnection) -> set[int]:
    """Return keys of the pages imported from the connection's site, which are not sent back to it."""
    imported = ImportedItem.objects.filter(connection__address=connection.address, page__isnull=False)
    return set(imported.values_list("page_id", flat=True))


def send(page: Page, connection: PortalConnection) -> None:
    """Publish a page on a portal by an editor's decision; later changes follow automatically."""
    _requeue(str(page.pk), connection, withheld=False)


def remove(key: str, connection: PortalConnection) -> None:
    """Remove a page, deleted or not, from one portal until an editor sends it again."""
    _requeue(key, connection, withheld=True)


def _requeue(key: str, connection: PortalConnection, withheld: bool) -> None:
    with transaction.atomic():
        Delivery.objects.mark_changed([connection.target], [key])
        deliveries(target=connection.target, key=key).update(withheld=withheld)
        PortalConnection.objects.filter(pk=connection.pk).update(paused_until=None)
        transaction.on_commit(enqueue_deliveries, robust=True)


def enqueue_published(connection: PortalConnection, since: datetime | None = None) -> int:
    """Mark live pages of the automatic kinds that are not on the portal in their current version.

    With ``since`` only pages published later. This also finds pages that were published without
    signals. Returns their number.
    """
    if not connection.is_active or not connection.automatic:
        return 0
    known = dict(Delivery.objects.filter(target=connection.target).values_list("key", "changed"))
    pages = connection.pages().filter(open_to_all()).filter(last_published_at__isnull=False)
    if since is not None:
        pages = pages.filter(last_published_at__gte=since)
    imported = _imported_from(connection)
    found = [
        str(page.pk)
        for page in pages.specific(defer=True).iterator(chunk_size=500)
        if isinstance(page, ContentPage)
        and str(page.search_kind) in connection.automatic
        and page.pk not in imported
        and (str(page.pk) not in known or known[str(page.pk)] < page.last_published_at)
    ]
    Delivery.objects.mark_changed([connection.target], found)
    return len(found)


def enqueue_deliveries() -> None:
    """Enqueue one task for each portal with due deliveries; it runs after the commit of a publication."""
    now = timezone.now()
    for connection in PortalConnection.objects.filter(is_active=True):
        if not connection.is_paused(now) and Delivery.objects.due(connection.target, now).exists():
            deliver_task.enqueue(connection.pk)


@task()
def deliver_task(pk: int) -> None:
    """Deliver to one portal in the worker."""
    deliver(pk)


def deliver(pk: int) -> int:
    """Deliver the due rows of a portal and return their number; failures of the portal do not raise.

    If another worker holds the lease, the rows are left to it: it looks for due rows again at its end.
    """
    done = 0
    try:
        while connection := _due_connection(pk):
            with portal_lease(pk) as token:
                if token is None:
                    return done
                sync = PortalSync(connection, _renewal_of(pk, token))
                try:
                    drain(Delivery, connection.target, sync)
                finally:
                    done += sync.delivered
    except TimeSliceOverError:
        deliver_task.enqueue(pk)
    except LeaseLostError:
        logger.warning("Another worker took over portal %s", pk)
    except DatabaseError:
        logger.exception("The deliveries of portal %s cannot be read", pk)
    return done


def _renewal_of(pk: int, token: str) -> Callable[[], None]:
    return lambda: renew_lease(pk, token)


def _due_connection(pk: int) -> PortalConnection | None:
    """Return the connection if it has due deliveries and is not paused."""
    now = timezone.now()
    connection = PortalConnection.objects.filter(pk=pk, is_active=True).select_related("department").first()
    if connection is None or connection.is_paused(now):
        return None
    return connection if Delivery.objects.due(connection.target, now).exists() else None
