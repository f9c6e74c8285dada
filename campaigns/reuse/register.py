"""Noting where approved texts are used, and confirming that they were taken down."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import rules
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.status import ApprovalStatus, status_of
from campaigns.models import Hotline
from campaigns.reuse.models import How, PartnerOrigin, Reuse, Usage, origin_of
from cms.accounts.models import Role, RoleGroup, User

# Who follows up what others do with approved texts; the committee only reads.
FOLLOW_UP_ROLES = (Role.EDITOR, Role.APPROVER, Role.CONSOLIDATOR)


class NotInForceError(Exception):
    """The text may not be taken any more; ``status`` says why and what stands in its place."""

    def __init__(self, status: ApprovalStatus) -> None:
        super().__init__(str(status.state.label))
        self.status = status


def require_in_force(record: ApprovalRecord) -> ApprovalStatus:
    """How the record stands; raises ``NotInForceError`` unless it may be used today."""
    status = status_of(record)
    if not status.usable:
        raise NotInForceError(status)
    return status


def dated_parts(page: Any) -> dict[str, str]:
    """Parts of an output that are not in the approved text and may become outdated: number, heading."""
    _variant, heading = page.poster_heading(timezone.localdate())
    return {"hotline": Hotline.objects.for_page(page).number, "eyebrow": heading}


@transaction.atomic
def register(record: ApprovalRecord, organisation: Any, how: str, user: Any = None, **facts: Any) -> Reuse:
    """Note one use by an organisation. Raises ``NotInForceError``: what is withdrawn is not taken.

    ``facts`` may hold where, day, quantity, minutes, people, link and printed.
    """
    # A withdrawal at this moment waits, and then finds this row; or it came first and is seen here.
    Page.objects.select_for_update().filter(pk=record.page_id).first()
    require_in_force(record)
    reuse = Reuse(approval=record, organisation=organisation, how=how, user=user, **facts)
    reuse.full_clean(exclude=["approval", "organisation", "user"])
    reuse.save()
    return reuse


def count_use(record: ApprovalRecord, how: str, what: str) -> None:
    """One more of today's uses by nobody in particular."""
    row, made = Usage.objects.get_or_create(
        approval=record, day=timezone.localdate(), how=how, what=what, defaults={"count": 1}
    )
    if not made:
        Usage.objects.filter(pk=row.pk).update(count=F("count") + 1)


def record_download(record: ApprovalRecord, user: Any, what: str, printed: dict[str, str]) -> None:
    """Note that an output was downloaded: by the organisation of a member of staff, or by anybody.

    Staff who take several outputs of one text on one day hold one row with all their names; its quantity
    tells how often they took one.
    """
    organisation = getattr(user, "organisation", None) if user.is_authenticated else None
    if organisation is None:
        require_in_force(record)
        count_use(record, How.DOWNLOAD, what)
        return
    with transaction.atomic():
        Page.objects.select_for_update().filter(pk=record.page_id).first()
        require_in_force(record)
        rows = Reuse.objects.filter(
            approval=record,
            organisation=organisation,
            how=How.DOWNLOAD,
            day=timezone.localdate(),
            state=Reuse.State.IN_USE,
        )
        # Taken again after a number changed: what was printed before must still be found.
        row = next((row for row in rows if {**row.printed, **printed} == row.printed), None)
        row = row or Reuse(approval=record, organisation=organisation, how=How.DOWNLOAD, user=user)
        outputs = dict.fromkeys([*row.printed.get("outputs", []), what])
        row.printed = {**printed, "outputs": list(outputs)}
        row.quantity = (row.quantity or 0) + 1
        row.save()


def record_embed(record: ApprovalRecord, origin: str) -> None:
    """Note an embed seen on an origin: a registered partner gets one row, others are counted."""
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
    # Only the first sight of it writes and waits for others who write.
    if Reuse.objects.filter(**row).exists():
        return
    with transaction.atomic():
        Page.objects.select_for_update().filter(pk=record.page_id).first()
        if status_of(record).usable:
            Reuse.objects.get_or_create(**row)


def visible_to(user: Any) -> Any:
    """The rows that a member of staff may see: all for who follows up, else their organisation's."""
    rows = Reuse.objects.select_related("approval", "organisation", "withdrawal")
    if sees_all(user):
        return rows
    return rows.filter(organisation_id=user.organisation_id or 0)


def sees_all(user: Any) -> bool:
    """Văn phòng, approvers, consolidators and the committee see every organisation (rule 86)."""
    return _has_any_role(user, (*FOLLOW_UP_ROLES, Role.READER))


def _has_any_role(user: Any, roles: Iterable[str]) -> bool:
    return bool(user.is_active) and RoleGroup.objects.filter(role__in=roles, group__user=user).exists()


def in_departments_of(user: Any, prefix: str = "") -> Q:
    """Pages of the departments in which the user has a role, for a query over them or over ``prefix``."""
    paths = RoleGroup.objects.filter(group__user=user).values_list("page__path", flat=True)
    own = Q(**{f"{prefix}pk__in": []})
    for path in paths:
        own |= Q(**{f"{prefix}path__startswith": path})
    return own


def can_follow(user: Any, withdrawal: Withdrawal) -> bool:
    """Who decided, and whoever follows up for all."""
    return withdrawal.withdrawn_by_id == user.pk or sees_all(user)


def organisations_with_accounts(organisations: Iterable[int]) -> set[int]:
    """Those of the organisations (by key) where somebody has an account to confirm with."""
    people = User.objects.filter(organisation_id__in=set(organisations), is_active=True)
    return set(people.values_list("organisation_id", flat=True))


def is_own(row: Reuse, user: Any) -> bool:
    return user.organisation_id is not None and user.organisation_id == row.organisation_id


def can_confirm(row: Reuse, user: Any) -> bool:
    """The organisation itself; where nobody has an account there, who works on the withdrawal."""
    if is_own(row, user):
        return True
    if row.withdrawal is None or organisations_with_accounts([row.organisation_id]):
        return False
    return can_confirm_for_others(user, row.withdrawal)


def can_confirm_for_others(user: Any, withdrawal: Withdrawal) -> bool:
    """Who may confirm for an organisation that has no account."""
    return withdrawal.withdrawn_by_id == user.pk or _has_any_role(user, FOLLOW_UP_ROLES)


@transaction.atomic
def confirm(reuse: Reuse, user: Any, note: str, photo: Any = None) -> Reuse:
    """Note that a use was ended. Raises ``PublicationRefused`` when the user may not or says nothing."""
    row = Reuse.objects.select_for_update().get(pk=reuse.pk)
    if not can_confirm(row, user):
        raise rules.PublicationRefused(_("Chỉ đơn vị đang dùng xác nhận đã gỡ."))
    if row.state != Reuse.State.ASKED:
        raise rules.PublicationRefused(_("Việc này đã được xác nhận trước đó."))
    if not note.strip() and not photo:
        raise rules.PublicationRefused(_("Ghi một câu hoặc gửi một tấm ảnh cho biết đã gỡ."))
    if not note.strip() and not is_own(row, user):
        raise rules.PublicationRefused(_("Xác nhận thay thì ghi rõ ai ở đơn vị cho biết đã gỡ, ngày nào."))
    row.note, row.state = note.strip(), Reuse.State.GONE
    row.confirmed_by, row.confirmed_at = user, timezone.now()
    if photo:
        row.photo = photo
    row.full_clean(exclude=["approval", "organisation", "user"])
    row.save()
    return row
