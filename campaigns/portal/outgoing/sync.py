"""Synchronisation of a page with one portal: compare the desired with the recorded state, then update it."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.portal.connectors import connector_of
from campaigns.portal.connectors.base import Connector
from campaigns.portal.connectors.payloads import DUPLICATED, Item, Message, RemoteItem
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.crypto import DecryptionError
from campaigns.portal.http.errors import (
    ForbiddenAddressError,
    PortalError,
    RefusedError,
    RemoteChangeError,
    UnconfirmedError,
    UnreachablePortalError,
)
from campaigns.portal.models import Delivery, PortalConnection, deliveries
from campaigns.portal.outgoing import portal_uses, still_shown
from campaigns.portal.outgoing.items import published_item
from campaigns.portal.outgoing.lease import LeaseLostError
from campaigns.portal.outgoing.removals import removal_of
from cms.outbox import UnreachableError

logger = logging.getLogger(__name__)

# Seconds: a worker has other tasks too, so a task ends after this time and another one continues.
TIME_SLICE = 45


class TimeSliceOverError(Exception):
    """The time slice of the task is over; the current row was not changed."""


def recorded_item(row: Delivery) -> RemoteItem:
    """Return the last known state of the item on the portal."""
    return RemoteItem(row.state, row.remote_id, row.link, row.marker, row.code)


class PortalSync:
    """Delivers due rows of one connection; called by ``drain``."""

    def __init__(self, connection: PortalConnection, before: Callable[[], None] = lambda: None) -> None:
        self.connection = connection
        self.client = SafeClient(before=before)
        self.deadline = time.monotonic() + TIME_SLICE
        self.delivered = 0
        self._connector: Connector | None = None

    @property
    def connector(self) -> Connector:
        if self._connector is None:
            self._connector = connector_of(self.connection, self.client)
        return self._connector

    def __call__(self, rows: Sequence[Delivery]) -> Mapping[str, str]:
        """Deliver the rows; return {key: reason} of those refused."""
        if time.monotonic() > self.deadline:
            raise TimeSliceOverError
        refused: dict[str, str] = {}
        for row in rows:
            reason = self._try_sync(row)
            if reason:
                refused[row.key] = reason
                self.connection.record_answer(reason, well=False)
        self.delivered += len(rows) - len(refused)
        return refused

    def _try_sync(self, row: Delivery) -> str:
        """Return why the row was refused, "" if it was not; raises ``UnreachableError``."""
        try:
            self.sync(row)
        except RemoteChangeError as error:
            row.needs_decision = True
            return str(error)
        except (UnreachablePortalError, ForbiddenAddressError, DecryptionError) as error:
            self.connection.pause(str(error))
            raise UnreachableError(str(error)) from error
        except PortalError as error:
            self._require_well(error)
            is_portals_fault = isinstance(error, RefusedError) and error.status >= 500
            row.is_refusal = row.is_refusal and not is_portals_fault
            return str(error)
        except (DatabaseError, LeaseLostError):
            raise
        except Exception as error:
            # An item that fails must not block the others.
            logger.exception("Page %s cannot be delivered to %s", row.key, row.target)
            return f"{type(error).__name__}: {error}"
        return ""

    def _require_well(self, error: PortalError) -> None:
        """Raise ``UnreachableError`` if the portal fails a test too: it is sick, and refused no item."""
        try:
            self.connector.check()
        except PortalError as fault:
            self.connection.pause(str(fault))
            raise UnreachableError(str(error)) from fault

    def sync(self, row: Delivery) -> None:
        """Bring the portal in line with the page; raises ``PortalError``."""
        item = self._desired_item(row)
        row.is_refusal = item is not None
        if item is not None:
            self._put(row, item)
        elif row.uid and (row.state in Delivery.PRESENT_STATES or row.is_uncertain or row.overwrite):
            self._remove(row)

    def _desired_item(self, row: Delivery) -> Item | None:
        """Return the item that should be on the portal now, None for no item."""
        page = None if row.withheld else Page.objects.filter(pk=int(row.key)).specific().first()
        return published_item(page) if page is not None and self.connection.covers(page) else None

    def _put(self, row: Delivery, item: Item) -> None:
        taxonomy = self.connection.taxonomy_for(item.kind)
        digest = item.digest(taxonomy)
        message = self._message(row, item.uid, taxonomy)
        is_published = row.state == Delivery.State.PUBLISHED
        is_unchanged = row.digest == digest and not row.is_uncertain
        if is_published and not row.overwrite and (row.keep_remote or is_unchanged):
            return
        if (is_published or row.state in Delivery.REMOVED_STATES) and row.marker and not row.overwrite:
            self.require_unchanged(row, item, message)
        # The connector has to search for duplicates and keeps the first, whatever number is recorded.
        remote = RemoteItem(code=row.code) if row.drift == Delivery.Drift.DUPLICATE else recorded_item(row)
        names = {picture.name for picture in item.pictures}
        before = set(row.pictures)
        # Noted before they are sent: a process that dies in between leaves them to the next one to remove.
        row.pictures = sorted(before | names)
        with self._uncertain_until_answered(row, item.uid, item.title):
            remote = self._confirmed(row, message, partial(self.connector.put, item, remote))
        portal_uses.record_published(self.connection, item, remote.link)
        row.alerted_at = None
        row.code, row.content_hash, row.digest = item.code, item.content_hash, digest
        row.title = item.title[:255]
        self._save(row, remote)
        self._discard_replaced(row, before - names)

    def _remove(self, row: Delivery) -> None:
        removal = removal_of(str(row.uid), row.title, row.code)
        message = self._message(row, str(row.uid), {})
        with self._uncertain_until_answered(row, str(row.uid), row.title):
            send = partial(self.connector.remove, removal, recorded_item(row))
            remote = self._confirmed(row, message, send)
            # The pictures too: until they are gone the item is not recorded as removed (rule 122).
            if remote.state in Delivery.REMOVED_STATES:
                self._discard(row, set(row.pictures))
                row.pictures = []
        if remote.state == Delivery.State.REMOVED:
            portal_uses.record_removed(self.connection, int(row.key), _("Cổng đã tự gỡ lúc nhận tin."))
        elif remote.state == Delivery.State.NOTICE:
            portal_uses.record_removed(
                self.connection, int(row.key), _("Cổng đã thay bài bằng thông báo thu hồi.")
            )
        if remote.state in Delivery.REMOVED_STATES:
            still_shown.tell_removed(row, self.connection)
            row.alerted_at = None
        self._save(row, remote)

    def _discard_replaced(self, row: Delivery, names: set[str]) -> None:
        """Delete the pictures that a new version shows no more; what fails is tried with the next one."""
        if not names:
            return
        try:
            self._discard(row, names)
        except PortalError as error:
            # The new version stands there: its delivery is not repeated for an old picture.
            self.connection.record_answer(str(error), well=False)
        else:
            row.pictures = sorted(set(row.pictures) - names)
            row.save(update_fields=["pictures"])

    def _discard(self, row: Delivery, names: set[str]) -> None:
        """Delete these pictures of the item on the portal, except those that another item there shows."""
        if not names:
            return
        portals = PortalConnection.objects.filter(address=self.connection.address)
        others = deliveries(target__in=[portal.target for portal in portals]).exclude(pk=row.pk)
        shown = others.possibly_published().exclude(pictures=[]).values_list("pictures", flat=True)
        self.connector.discard(sorted(names.difference(*shown)))

    def _confirmed(
        self, row: Delivery, message: Message, send: Callable[[Message], RemoteItem]
    ) -> RemoteItem:
        """Send the message; if it was not carried out, once more with a higher version (rule 119)."""
        try:
            return send(message)
        except UnconfirmedError as error:
            if not row.raise_version(error.receiver_version):
                raise
        return send(self._message(row, str(row.uid), message.taxonomy))

    def require_unchanged(self, row: Delivery, item: Item, message: Message) -> None:
        """Raise ``RemoteChangeError`` when the item was changed on the portal since the last delivery."""
        current = self.connector.inspect(item.uid, recorded_item(row))
        row.drift = drift_of(row, current)
        if row.drift == Delivery.Drift.CHANGED and row.is_uncertain and current is not None:
            # The last request may have arrived although no answer came: then the change is our own.
            arrived = current.marker == self.connector.expected_marker(item, message)
            row.drift = Delivery.Drift.NONE if arrived else row.drift
        if row.drift:
            row.drift_at = timezone.now()
            row.save(update_fields=["drift", "drift_at"])
            raise RemoteChangeError(
                _("%(what)s. Mở bài trong mục “Trên cổng” để chọn ghi đè hay giữ bản bên cổng.")
                % {"what": row.get_drift_display()}
            )

    def _message(self, row: Delivery, uid: str, taxonomy: dict[str, object]) -> Message:
        return Message(f"{uid}:{row.version}:{self.connection.pk}", row.version, taxonomy)

    @contextmanager
    def _uncertain_until_answered(self, row: Delivery, uid: str, title: str) -> Iterator[None]:
        """Mark the delivery as uncertain before the request, in case the process dies before the answer.

        A definite refusal clears the mark, unless it was set before.
        """
        was_uncertain = row.is_uncertain
        row.uid, row.title, row.is_uncertain = uid, title[:255], True
        row.save(update_fields=["uid", "title", "is_uncertain", "pictures"])
        try:
            yield
        except PortalError as error:
            if error.is_definite and not was_uncertain:
                row.is_uncertain = False
                row.save(update_fields=["is_uncertain"])
            raise

    def _save(self, row: Delivery, remote: RemoteItem) -> None:
        """Record the new state of the item; clear the editor's decisions and the drift."""
        row.state, row.remote_id, row.link, row.marker = (
            remote.state,
            remote.remote_id,
            remote.link,
            remote.marker,
        )
        row.is_uncertain, row.overwrite, row.keep_remote = False, False, False
        row.drift, row.drift_at, row.sent_at = Delivery.Drift.NONE, None, timezone.now()
        row.save(
            update_fields=[
                *("state", "remote_id", "link", "marker", "is_uncertain", "overwrite", "keep_remote"),
                *("drift", "drift_at", "sent_at", "code", "content_hash", "digest", "title"),
                *("alerted_at", "pictures"),
            ]
        )
        self.connection.record_answer(_("Đã nhận: %(title)s") % {"title": row.title[:200]}, well=True)


def drift_of(row: Delivery, current: RemoteItem | None) -> str:
    """Return how the portal differs from the last delivery; "" when it does not, or cannot be read."""
    if current is None:
        return Delivery.Drift.NONE
    if current.marker == DUPLICATED and row.state not in Delivery.REMOVED_STATES:
        return Delivery.Drift.DUPLICATE
    if row.state in Delivery.REMOVED_STATES:
        is_notice = row.state == Delivery.State.NOTICE and current.marker == row.marker
        is_back = current.state == Delivery.State.PUBLISHED and not is_notice
        return Delivery.Drift.REPUBLISHED if is_back else Delivery.Drift.NONE
    if current.state == Delivery.State.REMOVED:
        return Delivery.Drift.DELETED
    if current.marker != row.marker:
        return Delivery.Drift.CHANGED
    return Delivery.Drift.NONE
