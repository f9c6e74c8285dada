"""Taking an approved text back, everywhere at once (rules 37 and 38)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from campaigns.approvals import addresses, log_actions, roles, rules
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.status import State, record_in_force, status_of
from campaigns.models import ContentPage
from campaigns.reuse.models import PartnerOrigin, Reuse
from cms.accounts.models import Role

DAYS_TO_TAKE_DOWN, URGENT_DAYS_TO_TAKE_DOWN = 7, 1


def can_withdraw(user: Any, page: Any) -> bool:
    """The approvers of the page's department, whoever approved it (rule 86)."""
    return isinstance(page, ContentPage) and bool(page.code) and roles.has_role(user, Role.APPROVER, page)


def can_offer_withdrawal(user: Any, page: Any) -> bool:
    """Whether the page is shown or only hidden for a while, and the user may take it back."""
    return can_withdraw(user, page) and rules.in_circulation(Page.objects.filter(pk=page.pk)).exists()


def withdrawable_pages(records: Iterable[ApprovalRecord]) -> list[ContentPage]:
    """The pages of those records that are there to be taken back."""
    pages = rules.in_circulation(
        Page.objects.filter(pk__in={record.page_id for record in records})
    ).specific()
    return [page for page in pages if isinstance(page, ContentPage) and page.code]


def codes_user_can_withdraw(user: Any, pages: Iterable[ContentPage]) -> set[str]:
    """Codes of those pages that are of the user's own department to take back."""
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
    """Take the page back: it leaves every public place, and each open reuse becomes a task.

    Raises ``PublicationRefused`` (with what to do) when the user may not, when there is nothing in
    force, when no reason is given or the replacement cannot stand in.
    """
    # Whoever takes the text away at this moment waits here, or has been counted already.
    Page.objects.select_for_update().get(pk=page.pk)
    page = type(page).objects.get(pk=page.pk)
    if not can_withdraw(user, page):
        raise rules.PublicationRefused(_("Chỉ người duyệt của đơn vị này được thu hồi nội dung."))
    record = ApprovalRecord.objects.get(code=page.code)
    if status_of(record).state in (State.WITHDRAWN, State.REPLACED):
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
    Reuse.objects.filter(approval__page_id=page.pk, state=Reuse.State.IN_USE).update(
        state=Reuse.State.ASKED, withdrawal=withdrawal, due=withdrawal.due
    )
    _cancel_scheduled_versions(page)
    if page.live:
        # ``can_withdraw`` has judged. A new version under review, or a lock, keeps nothing harmful up.
        UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    # It is done, whether or not the letters go out: the tasks are in everybody's list.
    transaction.on_commit(lambda: _tell(withdrawal), robust=True)
    return withdrawal


def _cancel_scheduled_versions(page: Any) -> None:
    """What was approved before the withdrawal is published no more at its time: said, not forgotten."""
    for revision in page.revisions.filter(approved_go_live_at__isnull=False):
        rules.cancel_scheduled_publication(
            page,
            revision,
            _("Nội dung này đã bị thu hồi trước giờ công bố bản mới. Trình duyệt lại bản mới."),
        )


def _tell(withdrawal: Withdrawal) -> None:
    """A letter to everyone of the organisations that still use the text."""
    for reuse_organisation in (
        withdrawal.tasks.values_list("organisation_id", flat=True).distinct().order_by("organisation_id")
    ):
        tasks = list(withdrawal.tasks.filter(organisation_id=reuse_organisation).select_related("approval"))
        people = type(withdrawal.withdrawn_by).objects.filter(
            organisation_id=reuse_organisation, is_active=True
        )
        letter = {"withdrawal": withdrawal, "tasks": tasks}
        tasks_url = settings.SITE_URL + reverse("reuse_tasks")
        text = render_to_string("reuse/withdrawal_email.txt", letter | {"tasks_url": tasks_url})
        # A subject is one line; the title of a slogan may be several.
        title = " ".join(withdrawal.approval.title.split())
        subject = _("Thu hồi: %(title)s") % {"title": title[:120]}
        told = set()
        for person in people.exclude(email=""):
            person.email_user(subject, text)
            told.add(person.email)
        # Partners have no account: they answer by letter.
        partners = PartnerOrigin.objects.filter(organisation_id=reuse_organisation, is_active=True)
        contacts = set(partners.exclude(contact="").values_list("contact", flat=True)) - told
        check_url = addresses.check_url(withdrawal.approval.code)
        text = render_to_string("reuse/withdrawal_email.txt", letter | {"check_url": check_url})
        for contact in sorted(contacts):
            send_mail(subject, text, None, [contact])
