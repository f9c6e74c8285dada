"""What approvers are asked to decide: requests to withdraw, and texts that Văn phòng hid for the moment.

Rule 86: units ask, appraisers propose, the committee requests; Văn phòng hides for 24 hours at
most. Both stay in the approvers' list, with a letter each morning, until they have decided.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail.query import PageQuerySet
from wagtail.signals import page_unpublished

from campaigns.approvals import log_actions, roles, rules
from campaigns.models import ContentPage
from campaigns.reuse.log_actions import WITHDRAWAL_DECLINED, WITHDRAWAL_REQUESTED
from cms.accounts.models import Role, RoleGroup

REQUESTING_ROLES = (Role.COMMUNICATOR, Role.STATION, Role.APPRAISER, Role.READER, Role.EDITOR)
MAX_HIDDEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Request:
    """One request to withdraw that nobody has decided about."""

    page: Page
    who: str
    day: date
    reason: str


def has_requesting_role(user: Any) -> bool:
    """Whether the user has a role that may ask for a withdrawal."""
    return (
        bool(user.is_active)
        and RoleGroup.objects.filter(role__in=REQUESTING_ROLES, group__user=user).exists()
    )


def can_request(user: Any, page: Any) -> bool:
    """Whether there is something to take back, and the user may ask for it."""
    if not isinstance(page, ContentPage) or not page.code or not has_requesting_role(user):
        return False
    return rules.in_circulation(Page.objects.filter(pk=page.pk)).exists()


@transaction.atomic
def request_withdrawal(page: Any, user: Any, reason: str) -> None:
    """Note a request where the page's history keeps it, and tell the approvers.

    Raises ``PublicationRefused`` when the user may not, there is nothing to take back, or no reason.
    """
    if not can_request(user, page):
        raise rules.PublicationRefused(_("Chỉ đề nghị thu hồi được nội dung đang hiện hoặc đang tạm gỡ."))
    if not reason.strip():
        raise rules.PublicationRefused(_("Ghi lý do đề nghị thu hồi."))
    log(
        instance=page,
        action=WITHDRAWAL_REQUESTED,
        user=user,
        data={"code": page.code, "reason": reason.strip()},
    )
    subject = _("Đề nghị thu hồi: %(title)s")
    who = user.get_full_name() or user.get_username()
    transaction.on_commit(lambda: _tell(page, subject, who=who, reason=reason.strip()), robust=True)


@transaction.atomic
def decline_request(page: Any, user: Any) -> None:
    """Close the page's open requests: an approver read them and the text stays."""
    if not roles.has_role(user, Role.APPROVER, page):
        raise rules.PublicationRefused(_("Chỉ người duyệt của đơn vị này trả lời đề nghị thu hồi."))
    log(instance=page, action=WITHDRAWAL_DECLINED, user=user, data={"code": getattr(page, "code", "")})


def open_requests(pages: PageQuerySet) -> list[Request]:
    """The requests about these pages that were neither followed nor declined, the oldest first."""
    held = {page.pk: page for page in rules.in_circulation(pages)}
    entries = PageLogEntry.objects.filter(
        page_id__in=held, action__in=(WITHDRAWAL_REQUESTED, WITHDRAWAL_DECLINED, log_actions.WITHDRAWN)
    ).select_related("user")
    found: list[Request] = []
    for entry in entries.order_by("timestamp", "pk"):
        if entry.action != WITHDRAWAL_REQUESTED:
            found = [request for request in found if request.page.pk != entry.page_id]
            continue
        who = entry.user.get_full_name() or entry.user.get_username() if entry.user else ""
        day = timezone.localtime(entry.timestamp).date()
        found.append(Request(held[entry.page_id], who, day, entry.data.get("reason", "")))
    return found


def hidden_pages(pages: PageQuerySet) -> list[tuple[Page, date]]:
    """(page, day by which an approver decides) of what was taken down by hand and not withdrawn."""
    rows = list(rules.in_circulation(pages.filter(live=False)))
    entries = PageLogEntry.objects.filter(page__in=rows, action="wagtail.unpublish")
    since = dict(entries.values("page_id").annotate(last=Max("timestamp")).values_list("page_id", "last"))
    return [(row, timezone.localtime(since.get(row.pk, timezone.now()) + MAX_HIDDEN).date()) for row in rows]


def notify_hidden(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A text was hidden by hand: whoever approves hears of it at once."""
    if (
        isinstance(instance, ContentPage)
        and rules.in_circulation(Page.objects.filter(pk=instance.pk)).exists()
    ):
        transaction.on_commit(lambda: _tell(instance, _("Đang tạm gỡ: %(title)s")), robust=True)


def _tell(page: Any, subject: str, **context: str) -> None:
    context |= {"title": page.title, "url": settings.SITE_URL + reverse("withdraw", args=[page.pk])}
    text = render_to_string("reuse/withdrawal_request_email.txt", context)
    # A subject is one line; the title of a slogan may be several.
    title = " ".join(page.title.split())[:120]
    for person in roles.users_with_role(page, Role.APPROVER).exclude(email=""):
        person.email_user(subject % {"title": title}, text)


def connect() -> None:
    page_unpublished.connect(notify_hidden, dispatch_uid="campaigns.notify_hidden")
