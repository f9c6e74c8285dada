"""What an approval freezes, and how the text of a code stands today.

Domain.md rows 31 to 36: an approval is of one exact content; the old one stays in force until
another is published; what stands is worked out from the records, never stored twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from campaigns import approval, codes, files
from campaigns.models.approval import ApprovalRecord, Withdrawal
from cms.models import SiteSettings

APPROVED, WITHDRAWN = "campaigns.approved", "campaigns.withdrawn"


def freeze(revision: Revision, appraiser_id: int, approver: Any, **signing: Any) -> ApprovalRecord:
    """Record the approval of this very revision: its text, the hash of its fields and of its files.

    ``signing`` may hold capacity, document_number, document_date and valid_until (a date). Raises
    ``PublicationRefused`` when a file cannot be read.
    """
    page = revision.as_object()
    ends = [day for day in (signing.pop("valid_until", None), getattr(page, "valid_until", None)) if day]
    record = ApprovalRecord(
        page_id=page.pk,
        revision=revision,
        content_hash=approval.revision_hash(revision),
        title=page.title,
        text=page.exact_text,
        files=list(files.frozen(page)),
        agency=agency_of(page),
        appraiser_id=appraiser_id,
        approver=approver,
        valid_until=min(ends, default=None),
        **signing,
    )
    record.save()
    # A second witness: a record cut off the end of the chain leaves this entry behind.
    log(
        instance=page,
        action=APPROVED,
        user=approver,
        revision=revision,
        data={"code": record.code, "hash": record.record_hash},
    )
    return record


def agency_of(page: Page) -> str:
    """In whose name the page speaks: its department's organisation, or the agency of the site."""
    department = page.get_ancestors().filter(departmentpage__isnull=False).last()
    if department is not None:
        return str(department.specific.organisation.name)
    site = page.get_site()
    settings = SiteSettings.objects.filter(site=site).first() if site else None
    return (settings or SiteSettings()).agency


def end_of_validity(revision: Revision) -> datetime | None:
    """The first moment after the last valid day of the revision's approval, in local time."""
    record = approval.approval_for(revision.content_object, approval.revision_hash(revision))
    if record is None or record.valid_until is None:
        return None
    return timezone.make_aware(datetime.combine(record.valid_until + timedelta(days=1), time.min))


class State(StrEnum):
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    PENDING = "pending"
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
    State.HIDDEN: gettext_lazy("Đang tạm gỡ"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it stands now. ``page`` is None when it was deleted; ``private``: readers may not see it.

    ``successor`` is the record in force in its place: a newer version, or that of the replacement
    that a withdrawal names. ``readable`` tells whether it may be known to everyone, ``withheld``
    whether its words may not all the same.
    """

    record: ApprovalRecord
    state: State
    page: Any = None
    withdrawal: Withdrawal | None = None
    successor: ApprovalRecord | None = None
    private: bool = False

    @property
    def usable(self) -> bool:
        return self.state == State.IN_FORCE

    @property
    def readable(self) -> bool:
        return not self.private and self.state not in (State.PENDING, State.HIDDEN)

    @property
    def starts(self) -> date | None:
        """The first day of its use, while that day has not come; until then it may be prepared."""
        day: date | None = getattr(self.page, "valid_from", None) if self.usable else None
        return day if day and day > timezone.localdate() else None

    @property
    def withheld(self) -> bool:
        """Withdrawn, and not words that people have to recognise on a banner to take them down.

        A story may be withdrawn because it tells who a victim is; of a deleted page nobody knows the kind.
        """
        return self.state == State.WITHDRAWN and not getattr(self.page, "is_carried", False)


def standing(record: ApprovalRecord, today: date | None = None) -> Standing:
    """How the record stands today."""
    return standings([record], today)[0]


def standings(records: Sequence[ApprovalRecord], today: date | None = None) -> list[Standing]:
    """How each record stands today, in their order, with as many queries for sixty as for one."""
    today = today or timezone.localdate()
    keys = {record.page_id for record in records}
    taken = list(Withdrawal.objects.filter(page_id__in=keys).order_by("sequence"))
    every = Page.objects.filter(pk__in=keys | {one.replacement_id for one in taken})
    pages = {page.pk: page for page in every.specific()}
    public = set(every.public().values_list("pk", flat=True))
    used = {page.code for page in pages.values() if getattr(page, "code", "")}
    current = {record.code: record for record in ApprovalRecord.objects.filter(code__in=used)}
    made = []
    for record in records:
        page = pages.get(record.page_id)
        private = page is not None and page.pk not in public
        withdrawal = next(
            (
                one
                for one in taken
                if one.page_id == record.page_id and one.withdrawn_at >= record.approved_at
            ),
            None,
        )
        successor = None
        if withdrawal:
            state, instead = State.WITHDRAWN, pages.get(withdrawal.replacement_id)
            if instead is not None and instead.live and instead.pk in public:
                successor = current.get(getattr(instead, "code", ""))
        elif page is None or private:
            state = State.HIDDEN
        elif page.live:
            state, successor = _of_live(record, page, current.get(page.code), today)
        else:
            state = _of_hidden(record, page, current.get(page.code), today)
        made.append(Standing(record, state, page, withdrawal, successor, private))
    return made


def _of_live(
    record: ApprovalRecord, page: Any, current: ApprovalRecord | None, today: date
) -> tuple[State, ApprovalRecord | None]:
    """Of a page that is live under the record ``current``: this one, an earlier or a later one."""
    if page.code == record.code:
        return State.IN_FORCE if record.is_valid(today) else State.EXPIRED, None
    if current is not None and current.version > record.version:
        return State.REPLACED, current
    return State.PENDING, None


def _of_hidden(record: ApprovalRecord, page: Any, last: ApprovalRecord | None, today: date) -> State:
    """Of a page that is not live: it ran out, waits for its publication, or was hidden by hand."""
    if last is None or last.version < record.version:
        return State.PENDING
    return State.EXPIRED if page.expired or not record.is_valid(today) else State.HIDDEN


def in_force(page_id: int | None) -> ApprovalRecord | None:
    """The record under which a page is live for everyone, if it is."""
    page = Page.objects.filter(pk=page_id).live().public().first() if page_id else None
    code = getattr(page.specific, "code", "") if page else ""
    return ApprovalRecord.objects.filter(code=code).first() if code else None


def gone(page: Any) -> Standing | None:
    """How a page stands that was public and is not any more: withdrawn or expired.

    None for a page that is live, was never published, or is only hidden for a while.
    """
    if page.live or not page.code:
        return None
    record = ApprovalRecord.objects.filter(code=page.code).first()
    if record is None:
        return None
    now = standing(record)
    return now if now.state in (State.WITHDRAWN, State.EXPIRED) else None


def find(typed: str) -> Standing | None:
    """How the text of a code stands; forgiving of case, spaces and dashes. None: no such code."""
    code = codes.clean(typed)
    record = ApprovalRecord.objects.filter(code=code).first() if codes.is_code(code) else None
    return standing(record) if record else None
