"""Nightly integrity check of the approval records and live pages, and the export for auditors."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import PageLogEntry, get_page_models

from campaigns.approvals import codes, sealed
from campaigns.approvals.content_hash import page_hash
from campaigns.approvals.log_actions import APPROVED, REVOKED, WITHDRAWN
from campaigns.approvals.models import ApprovalRecord, ApprovedPage, IntegrityCheck, Revocation, Withdrawal
from cms.signals import every_minute

NIGHT = time(2, 0)
CHAINS: dict[str, Any] = {
    "approval": ApprovalRecord,
    "revocation": Revocation,
    "withdrawal": Withdrawal,
}
# Chains of other apps, which the nightly check follows, too.
_watched: list[type[sealed.Sealed]] = []


def watch(model: type[sealed.Sealed]) -> None:
    """Have the nightly check follow the chain of this model."""
    _watched.append(model)


def faults() -> Iterator[tuple[str, str]]:
    """(record, what is wrong) for all chains, and for records and the pages' log against each other."""
    for other in _watched:
        for record, problem in other.breaks():
            yield str(record), problem
    known: dict[str, str] = {}
    for model in CHAINS.values():
        for record, problem in model.breaks():
            yield str(record), problem
        known |= {record.record_hash: str(record) for record in model.objects.iterator(chunk_size=500)}
    entries = PageLogEntry.objects.filter(action__in=(APPROVED, REVOKED, WITHDRAWN))
    logged = set()
    for entry in entries.iterator(chunk_size=500):
        logged.add(entry.data.get("hash"))
        if entry.data.get("hash") not in known:
            yield entry.data.get("code", ""), _("nhật ký có ghi nhưng hồ sơ không còn")
    for seal, name in known.items():
        if seal not in logged:
            yield name, _("nhật ký của trang không ghi hồ sơ này")


def page_faults() -> Iterator[tuple[str, str]]:
    """(page, what is wrong) for each live page whose content is not what its code stands for."""
    approved = dict(ApprovalRecord.objects.filter(revocation=None).values_list("code", "content_hash"))
    for model in get_page_models():
        if not issubclass(model, ApprovedPage):
            continue
        for page in model.objects.live().iterator(chunk_size=200):
            if approved.get(page.code) != page_hash(page):
                name = f"{codes.shown(page.code)} – {page.title}" if page.code else page.title
                yield name, _("trang đang hiện khác với nội dung đã duyệt")


@task()
def check(day: str) -> None:
    """Check everything and keep the result as that day's (an ISO date)."""
    problems = [[name, problem] for found in (faults(), page_faults()) for name, problem in found]
    IntegrityCheck.objects.update_or_create(
        day=day, defaults={"checked_at": timezone.now(), "problems": problems}
    )


def request_check() -> None:
    """Enqueue a check now; the day's result stays open until it is done."""
    day = timezone.localdate()
    IntegrityCheck.objects.update_or_create(day=day, defaults={"checked_at": None})
    transaction.on_commit(lambda: check.enqueue(day.isoformat()))


def is_running() -> bool:
    """Whether the check of today is under way."""
    return IntegrityCheck.objects.filter(day=timezone.localdate(), checked_at=None).exists()


def nightly(sender: Any = None, now: datetime | None = None, **kwargs: Any) -> bool:
    """Enqueue the check of the day once, from ``NIGHT`` on; returns whether it did."""
    local = timezone.localtime(now)
    if local.time() < NIGHT:
        return False
    _day, made = IntegrityCheck.objects.get_or_create(day=local.date())
    if made:
        check.enqueue(local.date().isoformat())
    return made


def export() -> Iterator[str]:
    """All records as sealed, one JSON object a line, and a last line with the result (see ``hash_chain``)."""
    found = [list(fault) for fault in faults()]
    pages = IntegrityCheck.objects.exclude(checked_at=None).first()
    yield from sealed.export(
        CHAINS,
        found,
        verdict=_("có sai lệch") if found else _("nguyên vẹn"),
        exported_at=timezone.now().isoformat(),
        pages_checked_at=pages.checked_at.isoformat() if pages and pages.checked_at else None,
        pages=pages.problems if pages else [],
    )


def connect() -> None:
    every_minute.connect(nightly, dispatch_uid="approvals.integrity")
