"""Registers uses of approved texts, confirms take-downs, and decides who may see and confirm them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import rules
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.roles import has_any_role
from campaigns.approvals.status import ApprovalStatus, status_of
from campaigns.reuse.models import How, PartnerOrigin, Reuse, Usage, origin_of
from cms.accounts.models import Role, User
from cms.optional_writes import write_or_log

# Roles that follow up the uses of all organisations; readers (the committee) see them only.
FOLLOW_UP_ROLES = (Role.EDITOR, Role.APPROVER, Role.CONSOLIDATOR)


class NotInForceError(Exception):
    """The text may not be used; ``status`` has the reason and the successor."""

    def __init__(self, status: ApprovalStatus) -> None:
        super().__init__(str(status.state.label))
        self.status = status


def require_in_force(record: ApprovalRecord) -> ApprovalStatus:
    """The status of the record; raises ``NotInForceError`` unless it is in force today."""
    status = status_of(record)
    if not status.usable:
        raise NotInForceError(status)
    return status


def printed_values(hotline: str, heading: str, note: str) -> dict[str, str]:
    """The values printed beside the text that may become outdated, for ``Reuse.printed``.

    ``note`` says cost and hours of the hotline.
    """
    return {"hotline": hotline, "hotline_note": note, "eyebrow": heading}


@transaction.atomic
def record_use(record: ApprovalRecord, organisation: Any, how: str, user: Any = None, **facts: Any) -> Reuse:
    """Register one use by an organisation; raises ``NotInForceError`` when the text is not in force.

    ``facts`` may hold where, day, quantity, minutes, people, link and printed.
    """
    # A concurrent withdrawal waits for this lock and then finds the row, or is committed and seen here.
    Page.objects.select_for_update().filter(pk=record.page_id).first()
    require_in_force(record)
    reuse = Reuse(approval=record, organisation=organisation, how=how, user=user, **facts)
    reuse.full_clean(exclude=["approval", "organisation", "user"])
    reuse.save()
    return reuse


def count_use(record: ApprovalRecord, how: str, what: str) -> None:
    """Increment today's count of anonymous uses of an output."""
    row, created = Usage.objects.get_or_create(
        approval=record, day=timezone.localdate(), how=how, what=what, defaults={"count": 1}
    )
    if not created:
        Usage.objects.filter(pk=row.pk).update(count=F("count") + 1)


def record_download(record: ApprovalRecord, user: Any, what: str, printed: dict[str, str]) -> None:
    """Register a download: as a use of the user's organisation, else as an anonymous use.

    All downloads of a text by an organisation on one day share a row, which lists the outputs and counts
    the downloads. Raises ``NotInForceError``, and ``DatabaseError`` where the use of an organisation
    cannot be written: what nobody could call back is not handed out. That of a reader is logged then
    (rule 111).
    """
    organisation = getattr(user, "organisation", None) if user.is_authenticated else None
    if organisation is None:
        require_in_force(record)
        write_or_log(lambda: count_use(record, How.DOWNLOAD, what), f"download of {what} of {record.code}")
        return
    with transaction.atomic():
        _record_organisation_download(record, organisation, user, what, printed)


def _record_organisation_download(
    record: ApprovalRecord, organisation: Any, user: Any, what: str, printed: dict[str, str]
) -> None:
    Page.objects.select_for_update().filter(pk=record.page_id).first()
    require_in_force(record)
    rows = Reuse.objects.filter(
        approval=record,
        organisation=organisation,
        how=How.DOWNLOAD,
        day=timezone.localdate(),
        state=Reuse.State.IN_USE,
    )
    # Other printed values (a changed hotline) need a row of their own, so that the old ones stay known.
    row = next((row for row in rows if {**row.printed, **printed} == row.printed), None)
    row = row or Reuse(approval=record, organisation=organisation, how=How.DOWNLOAD, user=user)
    outputs = dict.fromkeys([*row.printed.get("outputs", []), what])
    row.printed = {**printed, "outputs": list(outputs)}
    row.quantity = (row.quantity or 0) + 1
    row.save()


def record_embed(record: ApprovalRecord, origin: str) -> None:
    """Register an embed on an origin: one use for a registered partner, else an anonymous count."""
    partner = (
        PartnerOrigin.objects.filter(origin=origin_of(origin), is_active=True)
        .select_related("organisation")
        .first()
        if origin_of(origin)
        else None
    )
    if partner is None:
        count_use(record, How.EMBED, "nhung")
        return
    row: dict[str, Any] = {
        "approval": record,
        "organisation": partner.organisation,
        "how": How.EMBED,
        "where": partner.origin,
        "state": Reuse.State.IN_USE,
    }
    # Without a lock: all page views but the first find the row.
    if Reuse.objects.filter(**row).exists():
        return
    with transaction.atomic():
        Page.objects.select_for_update().filter(pk=record.page_id).first()
        if status_of(record).usable:
            Reuse.objects.get_or_create(**row)


def visible_to(user: Any) -> Any:
    """The uses that the user may see: all with a follow-up or reading role, else their organisation's."""
    rows = Reuse.objects.select_related("approval", "organisation", "withdrawal")
    if sees_all(user):
        return rows
    return rows.filter(organisation_id=user.organisation_id or 0)


def sees_all(user: Any) -> bool:
    """Whether the user has a follow-up or reading role, which sees every organisation (rule 86)."""
    return has_any_role(user, (*FOLLOW_UP_ROLES, Role.READER))


def can_follow(user: Any, withdrawal: Withdrawal) -> bool:
    """Whether the user may see the progress: they withdrew the text, or see all organisations."""
    return withdrawal.withdrawn_by_id == user.pk or sees_all(user)


def organisations_with_accounts(organisations: Iterable[int]) -> set[int]:
    """Of these organisations (keys), those with an active account that can confirm."""
    people = User.objects.filter(organisation_id__in=set(organisations), is_active=True)
    return set(people.values_list("organisation_id", flat=True))


def is_same_organisation(row: Reuse, user: Any) -> bool:
    """Whether the use is one of the user's organisation."""
    return user.organisation_id is not None and user.organisation_id == row.organisation_id


def can_confirm(row: Reuse, user: Any) -> bool:
    """Whether the user may confirm the take-down.

    That is for the organisation itself, and where it has no account for those who follow the withdrawal up.
    """
    if is_same_organisation(row, user):
        return True
    if row.withdrawal is None or organisations_with_accounts([row.organisation_id]):
        return False
    return can_confirm_for_others(user, row.withdrawal)


def can_confirm_for_others(user: Any, withdrawal: Withdrawal) -> bool:
    """Whether the user may confirm for organisations without an account."""
    return withdrawal.withdrawn_by_id == user.pk or has_any_role(user, FOLLOW_UP_ROLES)


@transaction.atomic
def confirm(reuse: Reuse, user: Any, note: str, photo: Any = None) -> Reuse:
    """Confirm a take-down; raises ``PublicationRefused`` without permission, or without note and photo."""
    row = Reuse.objects.select_for_update().get(pk=reuse.pk)
    if not can_confirm(row, user):
        raise rules.PublicationRefused(_("Chỉ đơn vị đang dùng xác nhận đã gỡ."))
    if row.state != Reuse.State.TAKE_DOWN_REQUESTED:
        raise rules.PublicationRefused(_("Việc này đã được xác nhận trước đó."))
    if not note.strip() and not photo:
        raise rules.PublicationRefused(_("Ghi một câu hoặc gửi một tấm ảnh cho biết đã gỡ."))
    if not note.strip() and not is_same_organisation(row, user):
        raise rules.PublicationRefused(_("Xác nhận thay thì ghi rõ ai ở đơn vị cho biết đã gỡ, ngày nào."))
    row.note, row.state = note.strip(), Reuse.State.TAKEN_DOWN
    row.confirmed_by, row.confirmed_at = user, timezone.now()
    if photo:
        row.photo = photo
    row.full_clean(exclude=["approval", "organisation", "user"])
    row.save()
    return row
