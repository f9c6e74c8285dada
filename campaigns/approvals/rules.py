"""Rules of approval: which text may be live, what stops a publication, which texts are in circulation.

The rules hold on every path because ``ApprovedPage.save``, ``ApprovedPage.publish`` and the workflow
tasks' ``on_action`` call them (rules 31 to 35 of docs/rules.md).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet

from campaigns.approvals.content_hash import page_hash
from campaigns.approvals.log_actions import PUBLICATION_CANCELLED
from campaigns.approvals.records import ApprovalRecord, Withdrawal
from campaigns.approvals.roles import has_role, users_with_role
from cms.accounts.models import Role
from cms.mail import notify


class PublicationRefused(PermissionDenied):
    """A rule of approval stops a publication or a decision; the message tells the user what to do."""


def draft_of(revision: Revision) -> Any:
    """The page stored in the revision; raises ``PublicationRefused`` when it refers to deleted content."""
    try:
        return revision.as_object()
    except Exception as error:  # modelcluster raises nothing narrower
        raise PublicationRefused(
            _("Bản này dẫn tới nội dung đã bị xóa. Mở lại, chọn nội dung khác rồi trình duyệt.")
        ) from error


def approval_for(page: Page, digest: str) -> ApprovalRecord | None:
    """The newest approval of this content hash for the page, neither revoked nor withdrawn."""
    if page.pk is None:
        return None
    records = ApprovalRecord.objects.filter(page_id=page.pk, content_hash=digest, revocation=None)
    last = Withdrawal.objects.filter(page_id=page.pk).first()
    if last:
        records = records.filter(approved_at__gt=last.withdrawn_at)
    return records.first()


def is_approved(page: Page, digest: str) -> bool:
    """Whether an approval of this hash exists, is not revoked or withdrawn, and is valid today.

    The rules of publication are checked by ``require_publishable``.
    """
    record = approval_for(page, digest)
    return record is not None and record.is_valid(timezone.localdate())


def require_approved(page: Page) -> ApprovalRecord:
    """The approval of the page's present content; raises ``PublicationRefused`` when there is none."""
    record = approval_for(page, page_hash(page))
    if record is None:
        raise PublicationRefused(
            _("Nội dung này chưa được duyệt. Trình thẩm định, duyệt rồi công bố theo quy trình.")
        )
    return record


def require_publishable(page: Any) -> None:
    """Raise ``PublicationRefused`` when a rule of publication or of review stops the page."""
    if not require_approved(page).is_valid(timezone.localdate()):
        raise PublicationRefused(_("Thời hạn hiệu lực của lần duyệt này đã hết. Trình duyệt lại."))
    errors = page.publication_errors() + review_errors(page)
    if errors:
        raise PublicationRefused(" ".join(str(message) for _field, message in errors))


def cancel_scheduled_publication(page: Page, revision: Revision, reason: str) -> None:
    """Cancel a scheduled publication that a rule now stops; log it and write to the department's editors.

    Without this the scheduler would fail on the page each minute and publish nothing after it.
    """
    revision.approved_go_live_at = None
    # ``save`` would build the page first, which fails when the draft refers to deleted content.
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(instance=page, action=PUBLICATION_CANCELLED, revision=revision, data={"reason": reason})
    subject = _("Không công bố được: %(title)s") % {"title": page.title}
    notify(users_with_role(page, Role.EDITOR), subject, reason)


def review_errors(page: Any) -> list[tuple[str | None, Any]]:
    """(field or None, message) for all that reviewers, not the author, must do before an approval."""
    page_errors = getattr(page, "review_errors", None)
    return page_errors() if page_errors else []


def require_publisher(page: Page, user: Any) -> None:
    """Raise ``PublicationRefused`` unless the user is an editor for the page; None is the scheduler."""
    if user is not None and not has_role(user, Role.EDITOR, page):
        raise PublicationRefused(_("Chỉ Văn phòng Sở của đơn vị này công bố nội dung."))


def in_circulation(pages: PageQuerySet) -> PageQuerySet:
    """The pages whose text was published and is neither withdrawn nor expired: someone may be using it.

    Such pages are withdrawn, never deleted, so that everyone who uses the text is told (rule 37).
    """
    withdrawn = Withdrawal.objects.filter(
        page_id=OuterRef("page_id"), withdrawn_at__gte=OuterRef("approved_at")
    )
    records = ApprovalRecord.objects.filter(~Exists(withdrawn), page_id=OuterRef("pk"), revocation=None)
    valid = records.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))
    return pages.filter(
        Exists(valid) | Q(live=True) & Exists(records), first_published_at__isnull=False, expired=False
    )
