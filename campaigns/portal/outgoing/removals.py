"""The reason for the removal of an item, and the notice in its place."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import addresses
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.status import status_of
from campaigns.portal.connectors.payloads import Removal
from campaigns.portal.outgoing import markup
from cms.visibility import open_to_all


def removal_of(uid: str, title: str, code: str) -> Removal:
    """Return why the item of a page is removed, from the records; the page itself may be deleted."""
    record = ApprovalRecord.objects.filter(code=code).first() if code else None
    status = status_of(record) if record else None
    withdrawal = status.withdrawal if status else None
    replacement = None
    if withdrawal:
        day = timezone.localtime(withdrawal.withdrawn_at)
        reason = _("Đã thu hồi ngày %(day)s: %(reason)s") % {
            "day": day.strftime("%d/%m/%Y"),
            "reason": withdrawal.reason,
        }
        replacement = Page.objects.filter(open_to_all()).filter(pk=withdrawal.replacement_id).first()
    else:
        reason = _("Nội dung này không còn hiệu lực và đã được gỡ.")
    html = render_to_string(
        "portal/item/removal.html",
        {
            "reason": reason,
            "replacement": replacement,
            "check_url": addresses.check_url(code) if code else "",
        },
    )
    return Removal(
        uid=uid,
        title=title,
        code=code,
        state=str(status.state) if status else "hidden",
        reason=reason,
        html=markup.clean(html, settings.SITE_URL),
    )
