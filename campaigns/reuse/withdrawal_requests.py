"""Requests to withdraw a text, and pages that an editor hid until an approver decides (rule 86).

Communicators, stations, appraisers, readers and editors may request; an editor may hide a page for at
most 24 hours. Both are listed on the approvers' dashboard and mailed each morning until they decide.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail.query import PageQuerySet
from wagtail.signals import page_unpublished

from campaigns.approvals import log_actions, permissions, roles, rules
from campaigns.models import ContentPage
from campaigns.reuse.log_actions import WITHDRAWAL_DECLINED, WITHDRAWAL_REQUESTED
from cms.accounts.models import Role
from cms.mail import notify, title_in_subject

REQUESTING_ROLES = (Role.COMMUNICATOR, Role.STATION, Role.APPRAISER, Role.READER, Role.EDITOR)
MAX_HIDDEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WithdrawalRequest:
    """An open request to withdraw a page."""

    page: Page
    requested_by: str
    day: date
    reason: str


def has_requesting_role(user: Any) -> bool:
    """Whether the user has a role that may request withdrawals."""
    return roles.has_any_role(user, REQUESTING_ROLES)


def can_request(user: Any, page: Any) -> bool:
    """Whether the user may request withdrawals and the text of the page is in circulation."""
    if not isinstance(page, ContentPage) or not page.code or not has_requesting_role(user):
        return False
    return rules.in_circulation(Page.objects.filter(pk=page.pk)).exists() and (
        not page.live or permissions.may_see(user, page)
    )


@transaction.atomic
def request_withdrawal(page: Any, user: Any, reason: str) -> None:
    """Log the request in the page's history and write to the approvers.

    Raises ``PublicationRefused`` when ``can_request`` is false or the reason is empty.
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
    context = {"who": who, "reason": reason.strip()}
    notify_approvers.enqueue(page.pk, subject, context)


@transaction.atomic
def decline_request(page: Any, user: Any) -> None:
    """Close the open requests of the page: an approver decided that the text stays."""
    if not roles.has_role(user, Role.APPROVER, page):
        raise rules.PublicationRefused(_("Chỉ người duyệt của đơn vị này trả lời đề nghị thu hồi."))
    log(instance=page, action=WITHDRAWAL_DECLINED, user=user, data={"code": getattr(page, "code", "")})


def open_requests(pages: PageQuerySet) -> list[WithdrawalRequest]:
    """Requests for these pages that ended neither in a withdrawal nor in a refusal, oldest first."""
    requested = PageLogEntry.objects.filter(action=WITHDRAWAL_REQUESTED).values("page_id")
    circulating = {page.pk: page for page in rules.in_circulation(pages.filter(pk__in=requested))}
    entries = PageLogEntry.objects.filter(
        page_id__in=circulating, action__in=(WITHDRAWAL_REQUESTED, WITHDRAWAL_DECLINED, log_actions.WITHDRAWN)
    ).select_related("user")
    found: list[WithdrawalRequest] = []
    for entry in entries.order_by("timestamp", "pk"):
        if entry.action != WITHDRAWAL_REQUESTED:
            found = [request for request in found if request.page.pk != entry.page_id]
            continue
        who = entry.user.get_full_name() or entry.user.get_username() if entry.user else ""
        day = timezone.localtime(entry.timestamp).date()
        found.append(WithdrawalRequest(circulating[entry.page_id], who, day, entry.data.get("reason", "")))
    return found


def hidden_pages(pages: PageQuerySet) -> list[tuple[Page, date]]:
    """(page, last day for the decision) of pages that were unpublished by hand and not withdrawn."""
    rows = list(rules.in_circulation(pages.filter(live=False)))
    entries = PageLogEntry.objects.filter(page__in=rows, action="wagtail.unpublish")
    since = dict(entries.values("page_id").annotate(last=Max("timestamp")).values_list("page_id", "last"))
    return [(row, timezone.localtime(since.get(row.pk, timezone.now()) + MAX_HIDDEN).date()) for row in rows]


def notify_hidden(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receiver of ``page_unpublished``: write to the approvers when a text in circulation was hidden."""
    if (
        isinstance(instance, ContentPage)
        and rules.in_circulation(Page.objects.filter(pk=instance.pk)).exists()
    ):
        subject = _("Đang tạm gỡ: %(title)s")
        notify_approvers.enqueue(instance.pk, subject, {})


@task()
def notify_approvers(page_pk: int, subject: str, context: dict[str, str]) -> None:
    """Write to the approvers of the page's department; ``subject`` has a placeholder for the title.

    Queued in the transaction of the change: what fails is kept with its error.
    """
    page = Page.objects.get(pk=page_pk)
    context |= {"title": page.title, "url": settings.SITE_URL + reverse("withdraw", args=[page.pk])}
    approvers = roles.users_with_role(page, Role.APPROVER)
    notify(
        approvers,
        subject % {"title": title_in_subject(page.title)},
        "reuse/withdrawal_request_email.txt",
        context,
    )


def connect() -> None:
    page_unpublished.connect(notify_hidden, dispatch_uid="reuse.notify_hidden")
