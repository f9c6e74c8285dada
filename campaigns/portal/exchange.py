"""Two Chung Tay sites: hearing of the other's items, and following what became of them.

A message from the other site is a doorbell. What is true is asked of its check page, over the
connection that was set up here, each time.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page

from campaigns.approvals import codes, roles
from campaigns.approvals.status import State
from campaigns.models.structure import content_models
from campaigns.portal import markup
from campaigns.portal.client import SafeClient
from campaigns.portal.connectors.base import expect
from campaigns.portal.errors import PortalError, RefusedError
from campaigns.portal.models import PortalConnection, TakenItem
from campaigns.portal.permissions import scope_of
from campaigns.portal.signing import genuine
from campaigns.portal.untrusted import mapping, read_json, rows, text
from campaigns.portal.vault import SealBrokenError
from campaigns.reuse import withdrawals
from campaigns.reuse.models import Reuse, origin_of
from cms.accounts.models import Role

logger = logging.getLogger(__name__)

FOLLOW_EVERY = timedelta(minutes=10)
# The other site answers thirty such questions a minute, people's included.
FOLLOWED_AT_ONCE = 15
ENDED = (State.WITHDRAWN, State.EXPIRED, State.HIDDEN, "unknown")


def sender_of(body: bytes, said: dict[str, Any], timestamp: str, signature: str) -> PortalConnection | None:
    """The connection whose secret signed the message, None when none did."""
    now = timezone.now().timestamp()
    site = origin_of(said.get("site", ""))
    for connection in PortalConnection.objects.filter(kind=PortalConnection.Kind.SITE, is_active=True):
        try:
            if (
                site
                and origin_of(connection.address) == site
                and genuine(connection.secret, timestamp, body, signature, now)
            ):
                return connection
        except SealBrokenError:
            continue
    return None


def read_message(body: bytes) -> dict[str, Any]:
    """The message as a mapping; {} for anything else."""
    try:
        return mapping(read_json(body))
    except ValueError:
        return {}


def offer(connection: PortalConnection, said: dict[str, Any]) -> TakenItem | None:
    """Note an item that the other site shares; None when the message is none of an item."""
    uid, code = uid_of(said.get("id")), codes.clean(text(said.get("code")))
    if uid is None or not codes.is_code(code):
        return None
    link, kind = text(said.get("url")), text(said.get("kind"))
    told = {
        "code": code,
        "title": markup.words(text(said.get("title")))[:255],
        "kind": kind if kind in {str(model.search_kind) for model in content_models()} else "",
        "link": link if origin_of(link) == origin_of(connection.address) and len(link) <= 500 else "",
        "agency": markup.words(text(said.get("agency")))[:200],
    }
    taken = TakenItem.objects.filter(connection=connection, uid=uid).first()
    if taken is None:
        return TakenItem.objects.create(connection=connection, uid=uid, source_state="in-force", **told)
    if taken.state == TakenItem.State.TAKEN:
        if code not in (taken.code, taken.newer_code):
            taken.newer_code, taken.told_at = code, timezone.now()
            taken.save(update_fields=["newer_code", "told_at"])
            tell_editors(taken, _("Bên nguồn có bản mới"))
        return taken
    for name, value in told.items():
        setattr(taken, name, value)
    taken.state, taken.source_state, taken.told_at = TakenItem.State.OFFERED, "in-force", timezone.now()
    taken.save()
    return taken


def told_of(connection: PortalConnection, uid: UUID | None) -> list[TakenItem]:
    """Everything that was made here of an item of the connection's site, for whichever department."""
    if uid is None:
        return []
    made = TakenItem.objects.filter(uid=uid, connection__address=connection.address)
    return list(made.select_related("connection__department"))


def standing_of(items: Iterable[TakenItem]) -> tuple[str, TakenItem | None]:
    """``state_of`` of them together and the item it is of: down only when nothing of any stands here."""
    found = [(state_of(taken), taken) for taken in items]
    order = ("live", "taken", "offered", "declined", "down")
    return min(found, key=lambda pair: order.index(pair[0]), default=("unknown", None))


def uid_of(value: Any) -> UUID | None:
    try:
        return UUID(str(value).removeprefix("urn:uuid:"))
    except ValueError:
        return None


def state_of(taken: TakenItem | None) -> str:
    """What stands here, as the other site is told: unknown, offered, taken, live, declined or down."""
    if taken is None:
        return "unknown"
    if taken.page_id and Page.objects.filter(pk=taken.page_id, live=True).exists():
        return "live"
    if taken.source_state in ENDED:
        return "down"
    if taken.state == TakenItem.State.TAKEN:
        return "taken"
    return "declined" if taken.state == TakenItem.State.DECLINED else "offered"


def checked(connection: PortalConnection, code: str, client: SafeClient | None = None) -> dict[str, Any]:
    """What the other site's check page says of a code: {"state": …, …}. Raises ``PortalError``."""
    url = f"{connection.address}/xac-minh/{codes.shown(code)}/json/"
    answer = (client or SafeClient()).request("GET", url)
    body = answer.json() if answer.status == 404 else expect(answer, _("Xác minh mã")).json()
    said = mapping(body)
    if codes.clean(text(said.get("code"))) != code:
        raise RefusedError(_("Trang kia trả lời về một mã khác."), answer.status)
    return said


def follow(taken: TakenItem) -> str:
    """Ask how the source stands and do what follows from it; returns ``state_of``. Raises ``PortalError``.

    What the source withdrew comes down here at once; whatever else ended is told to the editors.
    """
    said = checked(taken.connection, taken.code)
    before = taken.source_state
    taken.source_state = text(said.get("state"))[:16]
    successor = codes.clean(text(said.get("replaced_by")))
    if codes.is_code(successor):
        taken.newer_code = successor
    taken.looked_at = timezone.now()
    page = Page.objects.filter(pk=taken.page_id).first() if taken.page_id else None
    with transaction.atomic():
        if taken.source_state == State.WITHDRAWN:
            taken.note = markup.words(text(mapping(said.get("withdrawal")).get("reason")))[:300]
            if page is not None:
                _take_down(page)
        taken.save(update_fields=["source_state", "newer_code", "looked_at", "note"])
    if taken.source_state != before and taken.state == TakenItem.State.TAKEN:
        tell_editors(taken, _("Bên nguồn đã thay đổi"))
    return state_of(taken)


def _take_down(page: Page) -> None:
    """It leaves this site, and whoever uses it is asked to take it down too."""
    Page.objects.select_for_update().get(pk=page.pk)
    due = timezone.localdate() + timedelta(days=withdrawals.DAYS_TO_TAKE_DOWN)
    Reuse.objects.filter(approval__page_id=page.pk, state=Reuse.State.IN_USE).update(
        state=Reuse.State.TAKE_DOWN_REQUESTED, due=due
    )
    if page.live:
        page.specific.unpublish()


def tell_editors(taken: TakenItem, subject: str) -> None:
    """A letter to Văn phòng of the department that took the item over."""
    page = Page.objects.filter(pk=taken.page_id).first() if taken.page_id else None
    place = page or scope_of(taken.connection)
    letter = render_to_string(
        "portal/letter.txt",
        {"taken": taken, "page": page, "label": source_label(taken), "url": reverse("portal_taken")},
    )
    for user in roles.users_with_role(place, Role.EDITOR):
        if user.email:
            user.email_user(f"{subject}: {taken.title[:120]}", letter)


def source_label(taken: TakenItem) -> str:
    """How the source stands, in words."""
    try:
        return str(State(taken.source_state).label)
    except ValueError:
        return _("Không rõ")


def follow_due() -> None:
    """Hand what was not asked about for ten minutes to the worker."""
    if _due().exists():
        follow_task.enqueue()


def _due() -> Any:
    now = timezone.now()
    unseen = Q(looked_at__isnull=True) | Q(looked_at__lte=now - FOLLOW_EVERY) | Q(looked_at__gt=now)
    taken = TakenItem.objects.filter(unseen, state=TakenItem.State.TAKEN, connection__is_active=True)
    # What was taken back stays taken back; asking again would only delay the others.
    followed = taken.exclude(source_state=State.WITHDRAWN)
    return followed.select_related("connection").order_by("looked_at", "pk")


@task()
def follow_task() -> None:
    follow_each(list(_due()[:FOLLOWED_AT_ONCE]))


def follow_each(items: Iterable[TakenItem]) -> int:
    """Follow several; a source that does not answer is asked again later. Returns how many answered."""
    done = 0
    for taken in items:
        try:
            follow(taken)
            done += 1
        except PortalError as error:
            taken.connection.note(str(error), well=False)
        except DatabaseError:
            raise
        except Exception as error:
            # One source that says something unheard of must not keep the others from being followed.
            logger.exception("Item %s of another site cannot be followed", taken.pk)
            taken.connection.note(f"{type(error).__name__}: {error}", well=False)
        # Whatever came of it, the others have their turn first.
        TakenItem.objects.filter(pk=taken.pk).update(looked_at=timezone.now())
    return done


def reasons_against(sender: Any, page: Any, **kwargs: Any) -> list[str]:
    """What was taken over and taken back by its source is not published again."""
    if not page.pk:
        return []
    taken = TakenItem.objects.filter(page_id=page.pk, source_state=State.WITHDRAWN).first()
    if taken is None:
        return []
    return [_("Trang nguồn đã thu hồi nội dung này (mã %(code)s).") % {"code": codes.shown(taken.code)}]


def note_by_code(connection: PortalConnection, code: str) -> TakenItem:
    """Note the item of a code of the other site as if it had been offered. Raises ``PortalError``."""
    said = checked(connection, code)
    if said.get("state") != str(State.IN_FORCE):
        raise RefusedError(_("Bên nguồn: %(label)s.") % {"label": markup.words(text(said.get("label")))[:80]})
    url = f"{connection.address}/api/v2/pages/?code={code}"
    listing = expect(SafeClient().request("GET", url), _("Đọc nội dung")).json()
    found = rows(mapping(listing).get("items"))
    if len(found) != 1:
        raise RefusedError(_("Bên nguồn không đưa ra nội dung của mã này."))
    row = found[0]
    told = {
        "id": row.get("uid"),
        "code": code,
        "title": row.get("title"),
        "kind": row.get("kind"),
        "url": mapping(row.get("meta")).get("html_url"),
        "agency": said.get("agency"),
    }
    taken = offer(connection, told)
    if taken is None:
        raise RefusedError(_("Bên nguồn không đưa ra nội dung của mã này."))
    return taken
