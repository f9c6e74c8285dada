"""Checks of hotlines by another person than the one who wrote the number (rule 133)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction

from campaigns.approvals import roles
from campaigns.approvals.rules import PublicationRefused
from campaigns.models import Hotline
from cms.accounts.models import Role, User

CHECKING_ROLES = (Role.EDITOR, Role.APPRAISER, Role.APPROVER)


def has_checking_role(user: Any) -> bool:
    """Whether the user edits, appraises or approves for any department: hotlines belong to all."""
    return roles.has_any_role(user, CHECKING_ROLES)


def can_check(user: Any, line: Hotline) -> bool:
    """Whether the user may check the number: not one who wrote what nobody has checked yet."""
    return has_checking_role(user) and user.pk not in line.unchecked_authors()


def checkers(line: Hotline) -> list[User]:
    """The people who may check the number and can sign in, by key."""
    people = {user.pk: user for role in CHECKING_ROLES for user in roles.all_users_with_role(role)}
    authors = line.unchecked_authors()
    return [people[key] for key in sorted(people) if key not in authors and people[key].has_usable_password()]


def waiting() -> list[Hotline]:
    """The drafts of hotlines, shown before or hidden as wrong, that wait for a check."""
    lines = Hotline.objects.filter(has_unpublished_changes=True).exclude(latest_revision=None)
    drafts = [line.get_latest_revision_as_object() for line in lines.select_related("latest_revision")]
    today = timezone.localdate()
    return [draft for draft in drafts if draft.unchecked_authors() and not draft.is_trusted(today)]


def hide_wrong(pk: int, user: Any) -> None:
    """Take a shown number that is wrong from all pages and outputs; its check does not count any more."""
    line = Hotline.objects.select_for_update().get(pk=pk)
    if line.live:
        line.checked, line.old_number = "", Hotline.OldNumber.WRONG
        UnpublishAction(line, user=user).execute(skip_permission_checks=True)


@transaction.atomic
def record_check(pk: int, user: Any, day: date, facts: str) -> Hotline:
    """Record that the user called the number on that day and reached what ``facts`` says, and publish it.

    Raises ``PublicationRefused`` with advice when the user may not check it or the draft has other facts by
    now, ``ValidationError`` when the draft cannot be published.
    """
    line = Hotline.objects.select_for_update().get(pk=pk)
    draft = line.get_latest_revision_as_object()
    if draft.facts != facts:
        raise PublicationRefused(_("Vừa có người sửa số này. Đọc lại bản mới dưới đây rồi kiểm tra."))
    if not can_check(user, draft):
        raise PublicationRefused(_("Bạn đã ghi số này, nên người khác gọi thử và kiểm tra."))
    draft.verified_on, draft.verified_by = day, user.get_full_name() or user.get_username()
    draft.full_clean()
    draft.checked, draft.old_number = draft.facts, ""
    if not draft.is_trusted(timezone.localdate()):
        raise ValidationError(_("Lần gọi thử đã quá 180 ngày. Gọi lại rồi ghi ngày mới."))
    revision = draft.save_revision(user=user, log_action=True)
    revision.publish(user=user, skip_permission_checks=True)
    return Hotline.objects.get(pk=pk)
