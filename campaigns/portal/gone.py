"""What is said of an item that has to leave: why, and the notice in its place."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import addresses
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.status import State, status_of
from campaigns.portal import markup


@dataclass(frozen=True, slots=True)
class Gone:
    """Why an item has to leave: ``reason`` in words for readers, ``html`` the notice in its place."""

    uid: str
    title: str
    code: str
    state: str
    reason: str
    html: str


def gone_of(page_id: int, uid: str, title: str, code: str) -> Gone:
    """Why the item of a page may not stand any more, from the records; the page may be deleted."""
    record = ApprovalRecord.objects.filter(code=code).first() if code else None
    status = status_of(record) if record else None
    withdrawal = Withdrawal.objects.filter(page_id=page_id).first()
    replacement = None
    if status and status.state == State.WITHDRAWN and withdrawal:
        day = timezone.localtime(withdrawal.withdrawn_at)
        reason = _("Đã thu hồi ngày %(day)s: %(reason)s") % {
            "day": day.strftime("%d/%m/%Y"),
            "reason": withdrawal.reason,
        }
        replacement = Page.objects.live().public().filter(pk=withdrawal.replacement_id).first()
    else:
        reason = _("Nội dung này không còn hiệu lực và đã được gỡ.")
    html = render_to_string(
        "portal/item/gone.html",
        {
            "reason": reason,
            "replacement": replacement,
            "check_url": addresses.check_url(code) if code else "",
        },
    )
    return Gone(
        uid=uid,
        title=title,
        code=code,
        state=str(status.state) if status else "hidden",
        reason=reason,
        html=markup.clean(html, settings.SITE_URL),
    )
