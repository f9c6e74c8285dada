"""Withdrawals: end an approval, unpublish the page and turn its open uses into take-down tasks.

Rules 37 and 38.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from campaigns.approvals import addresses, log_actions, roles, rules
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.status import State, record_in_force, status_of
from campaigns.models import ContentPage
from campaigns.reuse.models import PartnerOrigin, Reuse
from cms.accounts.models import Role, User
from cms.mail import notify, title_in_subject

DAYS_TO_TAKE_DOWN, URGENT_DAYS_TO_TAKE_DOWN = 7, 1


def can_withdraw(user: Any, page: Any) -> bool:
    """Whether the user is an approver of the page's department, not only the one who approved (rule 86)."""
    return isinstance(page, ContentPage) and bool(page.code) and roles.has_role(user, Role.APPROVER, page)


def can_offer_withdrawal(user: Any, page: Any) -> bool:
    """Whether the user may withdraw the page and its text is in circulation: live, or hidden for a while."""
    return can_withdraw(user, page) and rules.in_circulation(Page.objects.filter(pk=page.pk)).exists()


def withdrawable_pages(records: Iterable[ApprovalRecord]) -> list[ContentPage]:
    """The pages of these records whose text is in circulation, so that it can be withdrawn."""
    pages = rules.in_circulation(
        Page.objects.filter(pk__in={record.page_id for record in records})
    ).specific()
    return [page for page in pages if isinstance(page, ContentPage) and page.code]


def codes_user_can_withdraw(user: Any, pages: Iterable[ContentPage]) -> set[str]:
    """Codes of the pages that the user may withdraw: those of departments where they are an approver."""
    return {page.code for page in roles.filter_by_role(user, Role.APPROVER, pages)}


@transaction.atomic
def withdraw(
    page: Any,
    user: Any,
    reason: str,
    replacement: Page | None = None,
    urgent: bool = False,
    due: date | None = None,
) -> Withdrawal:
    """Withdraw the page: record it, unpublish the page and make a task of each open use.

    ``due`` defaults to 7 days, 1 day when urgent. Raises ``PublicationRefused`` with advice when the user
    may not withdraw, the text was withdrawn before, the reason is empty or the replacement is not in force.
    """
    # A concurrent download waits for this lock and is then refused, or is registered already.
    Page.objects.select_for_update().get(pk=page.pk)
    page = type(page).objects.get(pk=page.pk)
    if not can_withdraw(user, page):
        raise rules.PublicationRefused(_("Chỉ người duyệt của đơn vị này được thu hồi nội dung."))
    record = ApprovalRecord.objects.get(code=page.code)
    if status_of(record).state == State.WITHDRAWN:
        raise rules.PublicationRefused(_("Nội dung này đã được thu hồi trước đó."))
    if not reason.strip():
        raise rules.PublicationRefused(_("Ghi lý do thu hồi."))
    if replacement is not None and (replacement.pk == page.pk or not record_in_force(replacement.pk)):
        raise rules.PublicationRefused(_("Chọn nội dung thay thế đang còn hiệu lực."))
    today = timezone.localdate()
    withdrawal = Withdrawal(
        approval=record,
        page_id=page.pk,
        reason=reason.strip(),
        replacement=replacement,
        is_urgent=urgent,
        due=due or today + timedelta(days=URGENT_DAYS_TO_TAKE_DOWN if urgent else DAYS_TO_TAKE_DOWN),
        withdrawn_by=user,
    )
    withdrawal.save()
    log(
        instance=page,
        action=log_actions.WITHDRAWN,
        user=user,
        data={"code": record.code, "hash": withdrawal.record_hash, "reason": withdrawal.reason},
    )
    _cancel_scheduled_versions(page)
    end_circulation(page, withdrawal.due, user, withdrawal)
    # Queued in this transaction, one task for each: what fails is kept with its error, and stops no other.
    organisations = withdrawal.tasks.values_list("organisation_id", flat=True)
    for organisation in organisations.distinct().order_by("organisation_id"):
        notify_organisation.enqueue(withdrawal.pk, organisation)
    return withdrawal


def end_circulation(page: Any, due: date, user: Any = None, withdrawal: Withdrawal | None = None) -> None:
    """Make a take-down task of each open use and unpublish the page; the caller holds the lock of its row.

    Without a ``withdrawal`` the text was withdrawn by the site that it comes from.
    """
    Reuse.objects.filter(approval__page_id=page.pk, state=Reuse.State.IN_USE).update(
        state=Reuse.State.TAKE_DOWN_REQUESTED, withdrawal=withdrawal, due=due
    )
    if page.live:
        # The caller checked the permission; a lock or a new version under review must not stop this.
        UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)


def _cancel_scheduled_versions(page: Any) -> None:
    """Cancel the scheduled publication of versions that were approved before the withdrawal."""
    for revision in page.revisions.filter(approved_go_live_at__isnull=False):
        rules.cancel_scheduled_publication(
            page,
            revision,
            _("Nội dung này đã bị thu hồi trước giờ công bố bản mới. Trình duyệt lại bản mới."),
        )


@task()
def notify_organisation(withdrawal_pk: int, organisation: int) -> None:
    """Write to the staff and the partner contacts of an organisation that has tasks to take down."""
    withdrawal = Withdrawal.objects.select_related("approval").get(pk=withdrawal_pk)
    template = "reuse/withdrawal_email.txt"
    subject = _("Thu hồi: %(title)s") % {"title": title_in_subject(withdrawal.approval.title)}
    tasks_url = settings.SITE_URL + reverse("reuse_tasks")
    check_url = addresses.check_url(withdrawal.approval.code)
    tasks = list(withdrawal.tasks.filter(organisation_id=organisation).select_related("approval"))
    context = {"withdrawal": withdrawal, "tasks": tasks}
    staff = User.objects.filter(organisation_id=organisation, is_active=True)
    sent = notify(staff, subject, template, context | {"tasks_url": tasks_url})
    # Partners have no account, so their e-mail has no link to the task list: they confirm by reply.
    partners = PartnerOrigin.objects.filter(organisation_id=organisation, is_active=True)
    contacts = set(partners.values_list("contact", flat=True)).difference(sent)
    notify(sorted(contacts), subject, template, context | {"check_url": check_url})
