"""Telling one portal about one page: what it should hold now, what it holds, and the step between."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.portal import register
from campaigns.portal.claims import ClaimLostError
from campaigns.portal.client import SafeClient
from campaigns.portal.connectors import connector_of
from campaigns.portal.connectors.base import Connector, Held, Message
from campaigns.portal.errors import ChangedThereError, PortalError, UnreachablePortalError
from campaigns.portal.gone import gone_of
from campaigns.portal.items import Item, item_of
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.vault import SealBrokenError
from cms.outbox import UnreachableError

logger = logging.getLogger(__name__)

# A worker does other things too: after this many seconds the next task has its turn.
TURN = 45


class TurnOverError(Exception):
    """The time of this turn is over; the row at hand was not touched."""


def held_of(row: Delivery) -> Held:
    return Held(row.state, row.remote_id, row.link, row.marker, row.code)


class Courier:
    """Called by the drain with rows that are due; gives {key: reason} for those refused."""

    def __init__(self, connection: PortalConnection, before: Callable[[], None] = lambda: None) -> None:
        self.connection = connection
        self.client = SafeClient(before=before)
        self.ends = time.monotonic() + TURN
        self.told = 0
        self._connector: Connector | None = None

    @property
    def connector(self) -> Connector:
        if self._connector is None:
            self._connector = connector_of(self.connection, self.client)
        return self._connector

    def __call__(self, rows: Sequence[Delivery]) -> Mapping[str, str]:
        if time.monotonic() > self.ends:
            raise TurnOverError
        refused: dict[str, str] = {}
        for row in rows:
            reason = self._tried(row)
            if reason:
                refused[row.key] = reason
                self.connection.note(reason, well=False)
        self.told += len(rows) - len(refused)
        return refused

    def _tried(self, row: Delivery) -> str:
        """Why the row was refused, "" if it was not. Raises ``UnreachableError``."""
        try:
            self.tell(row)
        except (UnreachablePortalError, SealBrokenError) as error:
            self.connection.rest(str(error))
            raise UnreachableError(str(error)) from error
        except PortalError as error:
            row.undecided = isinstance(error, ChangedThereError)
            return str(error)
        except (DatabaseError, ClaimLostError):
            raise
        except Exception as error:
            # One item that cannot be told must not keep the others from being told.
            logger.exception("Page %s cannot be told to %s", row.key, row.target)
            return f"{type(error).__name__}: {error}"
        return ""

    def tell(self, row: Delivery) -> None:
        """Bring what stands there in line with the page. Raises ``PortalError``."""
        item = self._wanted(row)
        if item is not None:
            self._put(row, item)
        elif row.uid and (row.state in Delivery.STANDING or row.in_doubt or row.overwrite):
            self._take_down(row)

    def _wanted(self, row: Delivery) -> Item | None:
        """What should stand there now, None for nothing."""
        page = None if row.held_back else Page.objects.filter(pk=int(row.key)).specific().first()
        return item_of(page) if page is not None and self.connection.covers(page) else None

    def _put(self, row: Delivery, item: Item) -> None:
        place = self.connection.place_of(item.kind)
        digest = item.digest(place)
        message = self._message(row, item.uid, place)
        stands = row.state == Delivery.State.STANDS
        if not row.overwrite and stands and (row.keep_theirs or (row.digest == digest and not row.in_doubt)):
            return
        if (stands or row.state in Delivery.AWAY) and row.marker and not row.overwrite:
            self.require_unchanged(row, item, message)
        # Of twins the connector keeps the first: it has to look for them, whatever number we hold.
        held = Held(code=row.code) if row.drift == Delivery.Drift.TWIN else held_of(row)
        with self._doubted(row, item.uid, item.title):
            held = self.connector.put(item, held, message)
        register.stands(self.connection, item, held.link)
        row.code, row.content_hash, row.digest = item.code, item.content_hash, digest
        row.title = item.title[:255]
        self._note(row, held)

    def _take_down(self, row: Delivery) -> None:
        gone = gone_of(int(row.key), str(row.uid), row.title, row.code)
        with self._doubted(row, str(row.uid), row.title):
            held = self.connector.take_down(gone, held_of(row), self._message(row, str(row.uid), {}))
        if held.state == Delivery.State.DOWN:
            register.left(self.connection, int(row.key), _("Cổng đã tự gỡ lúc nhận tin."))
        elif held.state == Delivery.State.NOTICE:
            register.left(self.connection, int(row.key), _("Cổng đã thay bài bằng thông báo thu hồi."))
        self._note(row, held)

    def require_unchanged(self, row: Delivery, item: Item, message: Message) -> None:
        """Raise ``ChangedThereError`` when somebody on the other side changed what we left there."""
        seen = self.connector.look(item.uid, held_of(row))
        row.drift = drift_of(row, seen)
        if row.drift == Delivery.Drift.CHANGED and row.in_doubt and seen is not None:
            # What was sent last may have arrived although nobody said so: then it is ours.
            arrived = seen.marker == self.connector.marker_of(item, message)
            row.drift = Delivery.Drift.NONE if arrived else row.drift
        if row.drift:
            row.drift_at = timezone.now()
            row.save(update_fields=["drift", "drift_at"])
            raise ChangedThereError(
                _("%(what)s. Mở bài trong mục “Trên cổng” để chọn ghi đè hay giữ bản bên cổng.")
                % {"what": row.get_drift_display()}
            )

    def _message(self, row: Delivery, uid: str, place: dict[str, object]) -> Message:
        return Message(f"{uid}:{row.version}:{self.connection.pk}", row.version, place)

    @contextmanager
    def _doubted(self, row: Delivery, uid: str, title: str) -> Iterator[None]:
        """Known before anything is sent: should this process die now, the next one looks first.

        A definite no takes the doubt away again, unless there was one before.
        """
        before = row.in_doubt
        row.uid, row.title, row.in_doubt = uid, title[:255], True
        row.save(update_fields=["uid", "title", "in_doubt"])
        try:
            yield
        except PortalError as error:
            if error.is_definite and not before:
                row.in_doubt = False
                row.save(update_fields=["in_doubt"])
            raise

    def _note(self, row: Delivery, held: Held) -> None:
        row.state, row.remote_id, row.link, row.marker = held.state, held.remote_id, held.link, held.marker
        row.in_doubt, row.overwrite, row.keep_theirs = False, False, False
        row.drift, row.drift_at, row.told_at = Delivery.Drift.NONE, None, timezone.now()
        row.save(
            update_fields=[
                *("state", "remote_id", "link", "marker", "in_doubt", "overwrite", "keep_theirs"),
                *("drift", "drift_at", "told_at", "code", "content_hash", "digest", "title"),
            ]
        )
        self.connection.note(_("Đã nhận: %(title)s") % {"title": row.title[:200]}, well=True)


def drift_of(row: Delivery, seen: Held | None) -> str:
    """How what is seen there differs from what we left; "" when it does not, or nobody can tell."""
    if seen is None:
        return Delivery.Drift.NONE
    if seen.marker == "twin" and row.state not in Delivery.AWAY:
        return Delivery.Drift.TWIN
    if row.state in Delivery.AWAY:
        is_notice = row.state == Delivery.State.NOTICE and seen.marker == row.marker
        back = seen.state == Delivery.State.STANDS and not is_notice
        return Delivery.Drift.BACK if back else Delivery.Drift.NONE
    if seen.state == Delivery.State.DOWN:
        return Delivery.Drift.DELETED
    if seen.marker != row.marker:
        return Delivery.Drift.CHANGED
    return Delivery.Drift.NONE
