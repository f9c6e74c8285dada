"""Recording an approval: the exact text of a revision, the hash of its fields and those of its files."""

from datetime import date, datetime, time, timedelta
from os.path import basename
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from campaigns.approvals import files
from campaigns.approvals.content_hash import revision_hash
from campaigns.approvals.log_actions import APPROVED
from campaigns.approvals.records import ApprovalRecord
from campaigns.approvals.rules import PublicationRefused, approval_for
from cms import document_numbers
from cms.models import SiteSettings


def freeze(revision: Revision, appraiser_id: int, approver: Any, **signing: Any) -> ApprovalRecord:
    """Record the approval of the revision: its exact text, the hash of its fields and of its files.

    ``signing`` may hold capacity, document_number, document_date and valid_until (a date). Raises
    ``PublicationRefused`` when a file cannot be read, and for a document that cannot exist.
    """
    _require_possible_document(signing.get("document_number", ""), signing.get("document_date"))
    page = revision.as_object()
    ends = [day for day in (signing.pop("valid_until", None), getattr(page, "valid_until", None)) if day]
    record = ApprovalRecord(
        page_id=page.pk,
        revision=revision,
        content_hash=revision_hash(revision),
        language=page.locale.language_code,
        translation_of=_translated_record(page),
        title=page.title,
        text=page.exact_text,
        files=list(files.fingerprints(page)),
        agency=agency_of(page),
        appraiser_id=appraiser_id,
        approver=approver,
        valid_until=min(ends, default=None),
        **signing,
    )
    record.save()
    # The page log shows a record that was cut off the end of the hash chain.
    log(
        instance=page,
        action=APPROVED,
        user=approver,
        revision=revision,
        data={"code": record.code, "hash": record.record_hash},
    )
    return record


def _require_possible_document(number: str, day: date | None) -> None:
    problem = document_numbers.fault(number) if number else ""
    if problem:
        raise PublicationRefused(problem)
    if day and day > timezone.localdate():
        raise PublicationRefused(_("Ngày văn bản duyệt chưa tới."))


def preview(revision: Revision) -> dict[str, Any]:
    """Everything that an approval of the revision would freeze, for the person who decides.

    {"title", "text", "agency", "valid_until", "files"}; each file is {"title", "kind", "name"}.
    """
    page = revision.as_object()
    return {
        "title": page.title,
        "text": page.exact_text,
        "agency": agency_of(page),
        "valid_until": getattr(page, "valid_until", None),
        "files": [
            {"title": item.title, "kind": item._meta.verbose_name, "name": basename(item.file.name)}
            for item in files.items_of(page)
        ],
    }


def _translated_record(page: Page) -> ApprovalRecord | None:
    """The approval of the page that this one translates: that in the site's own language."""
    original = page.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    code = getattr(original.specific, "code", "") if original else ""
    return ApprovalRecord.objects.filter(code=code).first() if code else None


def agency_of(page: Page) -> str:
    """Name of the organisation of the page's department, or of the site's agency outside departments."""
    department = page.get_ancestors().filter(departmentpage__isnull=False).last()
    if department is not None:
        return str(department.specific.organisation.name)
    site = page.get_site()
    found = SiteSettings.objects.filter(site=site).first() if site else None
    return (found or SiteSettings()).agency


def end_of_validity(revision: Revision) -> datetime | None:
    """The first moment after the last valid day of the revision's approval, in local time."""
    record = approval_for(revision.content_object, revision_hash(revision))
    if record is None or record.valid_until is None:
        return None
    return timezone.make_aware(datetime.combine(record.valid_until + timedelta(days=1), time.min))
