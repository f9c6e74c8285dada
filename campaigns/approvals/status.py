"""Status of an approval today: in force, expired, withdrawn, replaced, pending, revoked or hidden.

It is computed from the records and the page, never stored (rule 35). The old approval stays in force
until a newer one is published (rule 34).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.approvals.records import ApprovalRecord, Revocation, Withdrawal
from cms.visibility import closed_keys, has_ended, is_live_now, open_to_all


class State(StrEnum):
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    PENDING = "pending"
    REVOKED = "revoked"
    HIDDEN = "hidden"

    @property
    def label(self) -> Any:
        return LABELS[self]

    @property
    def tone(self) -> str:
        """``ok``, ``warn`` or ``past`` as the page shows it."""
        return {State.IN_FORCE: "ok", State.PENDING: "warn", State.HIDDEN: "warn"}.get(self, "past")


LABELS = {
    State.IN_FORCE: gettext_lazy("Còn hiệu lực"),
    State.EXPIRED: gettext_lazy("Hết hạn"),
    State.WITHDRAWN: gettext_lazy("Đã thu hồi"),
    State.REPLACED: gettext_lazy("Đã được thay thế"),
    State.PENDING: gettext_lazy("Đã duyệt, chưa công bố"),
    State.REVOKED: gettext_lazy("Đã rút trước khi công bố"),
    State.HIDDEN: gettext_lazy("Đang tạm gỡ"),
}


@dataclass(frozen=True, slots=True)
class ApprovalStatus:
    """The status of an approval record on one day.

    ``page`` is None when it was deleted; ``private``: readers may not open it. ``successor`` is the record
    in force instead: a newer version, that of the replacement named by the withdrawal, or the one under
    which the page of a revoked approval is live. ``readable``: the status may be shown with what was
    approved; ``withheld``: the text may not, all the same.
    """

    record: ApprovalRecord
    state: State
    page: Any = None
    withdrawal: Withdrawal | None = None
    revocation: Revocation | None = None
    successor: ApprovalRecord | None = None
    private: bool = False

    @property
    def usable(self) -> bool:
        return self.state == State.IN_FORCE

    @property
    def readable(self) -> bool:
        return not self.private and self.state not in (State.PENDING, State.REVOKED, State.HIDDEN)

    @property
    def starts(self) -> date | None:
        """The first day of use while that day lies ahead, else None; outputs may be prepared before it."""
        day: date | None = getattr(self.page, "valid_from", None) if self.usable else None
        return day if day and day > timezone.localdate() else None

    @property
    def withheld(self) -> bool:
        """Whether the text is hidden: withdrawn and not one that units must recognise to take it down.

        A story may have been withdrawn because it identified a victim; the kind of a deleted page is
        unknown, so its text is hidden too.
        """
        return self.state == State.WITHDRAWN and not getattr(self.page, "has_kit", False)


def status_of(record: ApprovalRecord, today: date | None = None) -> ApprovalStatus:
    """The status of one record; ``today`` defaults to the local date."""
    return statuses_of([record], today)[0]


def statuses_of(records: Sequence[ApprovalRecord], today: date | None = None) -> list[ApprovalStatus]:
    """The status of each record, in their order; the number of queries does not grow with them."""
    today = today or timezone.localdate()
    keys = {record.page_id for record in records}
    withdrawals = list(Withdrawal.objects.filter(page_id__in=keys).order_by("sequence"))
    revocations = {
        one.approval_id: one
        for one in Revocation.objects.filter(approval__in=[record.pk for record in records])
    }
    every = Page.objects.filter(pk__in=keys | {one.replacement_id for one in withdrawals})
    pages = {page.pk: page for page in every.specific()}
    closed = closed_keys(every)
    used = {page.code for page in pages.values() if getattr(page, "code", "")}
    current = {record.code: record for record in ApprovalRecord.objects.filter(code__in=used)}
    made = []
    for record in records:
        page = pages.get(record.page_id)
        private = page is not None and page.pk in closed
        withdrawal = next(
            (
                one
                for one in withdrawals
                if one.page_id == record.page_id and one.withdrawn_at >= record.approved_at
            ),
            None,
        )
        successor = None
        revocation = revocations.get(record.pk)
        if revocation:
            state = State.REVOKED
            if page is not None and not private and is_live_now(page):
                successor = current.get(page.code)
        elif withdrawal:
            state, instead = State.WITHDRAWN, pages.get(withdrawal.replacement_id)
            if instead is not None and is_live_now(instead) and instead.pk not in closed:
                successor = current.get(getattr(instead, "code", ""))
        elif page is None or private:
            state = State.HIDDEN
        elif is_live_now(page):
            state, successor = _of_live(record, page, current.get(page.code), today)
        else:
            state = _of_hidden(record, page, current.get(page.code), today)
        made.append(ApprovalStatus(record, state, page, withdrawal, revocation, successor, private))
    return made


def _of_live(
    record: ApprovalRecord, page: Any, current: ApprovalRecord | None, today: date
) -> tuple[State, ApprovalRecord | None]:
    """State of a record whose page is live under the record ``current``, and the newer record if any."""
    if page.code == record.code:
        return State.IN_FORCE if record.is_valid(today) else State.EXPIRED, None
    if current is not None and current.version > record.version:
        return State.REPLACED, current
    return State.PENDING, None


def _of_hidden(record: ApprovalRecord, page: Any, last: ApprovalRecord | None, today: date) -> State:
    """State of a record whose page is not live: expired, waiting for publication, or hidden by hand."""
    if last is None or last.version < record.version:
        return State.PENDING
    return State.EXPIRED if page.expired or has_ended(page) or not record.is_valid(today) else State.HIDDEN


def record_in_force(page_id: int | None) -> ApprovalRecord | None:
    """The record under which the page is live for all readers, or None."""
    page = Page.objects.filter(open_to_all(), pk=page_id).first() if page_id else None
    code = getattr(page.specific, "code", "") if page else ""
    return ApprovalRecord.objects.filter(code=code).first() if code else None


def ended_status(page: Any) -> ApprovalStatus | None:
    """Status of a page that was public and has ended: withdrawn or expired.

    None for a page that is live, was never published, or is only hidden for a while.
    """
    if is_live_now(page) or not page.code:
        return None
    record = ApprovalRecord.objects.filter(code=page.code).first()
    if record is None:
        return None
    now = status_of(record)
    return now if now.state in (State.WITHDRAWN, State.EXPIRED) else None


def find_by_code(raw_code: str) -> ApprovalStatus | None:
    """Status of the record with this code, raw_code with any case, spaces and dashes; None when unknown."""
    code = codes.clean(raw_code)
    record = ApprovalRecord.objects.filter(code=code).first() if codes.is_code(code) else None
    return status_of(record) if record else None
