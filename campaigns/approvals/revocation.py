"""Revocation of an approval whose text is not published yet (rule 132)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from campaigns.approvals import codes, roles, rules
from campaigns.approvals.content_hash import revision_hash
from campaigns.approvals.log_actions import REVOKED
from campaigns.approvals.records import ApprovalRecord, Revocation
from campaigns.approvals.status import State, status_of, statuses_of
from cms.accounts.models import Role
from cms.mail import notify


def revocable(user: Any, records: Sequence[ApprovalRecord]) -> set[str]:
    """Codes of the records whose text waits for publication in a department where the user is an approver."""
    pending = [status for status in statuses_of(records) if status.state == State.PENDING]
    pages = {status.page for status in pending if status.page is not None}
    allowed = roles.filter_by_role(user, Role.APPROVER, pages)
    return {status.record.code for status in pending if status.page in allowed}


def can_revoke(user: Any, record: ApprovalRecord) -> bool:
    """Whether the user may revoke this record now."""
    return record.code in revocable(user, [record])


@transaction.atomic
def revoke(record: ApprovalRecord, user: Any, reason: str) -> Revocation:
    """Record the revocation, cancel the scheduled publication of the text and return it to its author.

    Raises ``PublicationRefused`` with advice when the user may not revoke, the reason is empty, or the text
    was published or revoked before.
    """
    # A concurrent publication waits for this row and is then refused, or has happened already.
    Page.objects.select_for_update().filter(pk=record.page_id).first()
    status = status_of(record)
    page = status.page
    if page is None or not roles.has_role(user, Role.APPROVER, page):
        raise rules.PublicationRefused(_("Chỉ người duyệt của đơn vị này được rút lần duyệt."))
    if status.state != State.PENDING:
        raise rules.PublicationRefused(_why_not(record))
    if not reason.strip():
        raise rules.PublicationRefused(_("Ghi lý do rút."))
    revocation = Revocation(approval=record, reason=reason.strip(), revoked_by=user)
    revocation.save()
    log(
        instance=page,
        action=REVOKED,
        user=user,
        data={"code": record.code, "hash": revocation.record_hash, "reason": revocation.reason},
    )
    _stop_publication(page, record, user, revocation.reason)
    return revocation


def _why_not(record: ApprovalRecord) -> str:
    earlier = Revocation.objects.filter(approval=record).first()
    if earlier is None:
        return _("Nội dung mang mã này không còn chờ công bố. Đã công bố thì dùng “Thu hồi”.")
    return _("%(who)s đã rút lần duyệt này lúc %(at)s.") % {
        "who": earlier.revoked_by_name,
        "at": timezone.localtime(earlier.revoked_at).strftime("%H:%M, %d/%m/%Y"),
    }


def _stop_publication(page: Any, record: ApprovalRecord, user: Any, reason: str) -> None:
    advice = _("%(who)s rút lần duyệt mã %(code)s trước khi công bố: %(reason)s") % {
        "who": user.get_full_name() or user.get_username(),
        "code": codes.shown(record.code),
        "reason": reason,
    }
    scheduled = [
        revision
        for revision in page.revisions.filter(approved_go_live_at__isnull=False)
        if revision_hash(revision) == record.content_hash
    ]
    for revision in scheduled:
        rules.cancel_scheduled_publication(page, revision, advice)
    state = page.current_workflow_task_state
    if state is not None and revision_hash(state.revision) == record.content_hash:
        # Wagtail writes to who submitted it, with the reason.
        state.reject(user=user, comment=advice)
    if not scheduled:
        subject = _("Rút duyệt: %(title)s") % {"title": record.title}
        notify(roles.users_with_role(page, Role.EDITOR), subject, advice)
