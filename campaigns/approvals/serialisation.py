"""The one description of an approval for programs: check JSON, feeds, API v2 and portal messages."""

from typing import Any

from campaigns.approvals import addresses
from campaigns.approvals.records import ApprovalRecord
from campaigns.approvals.status import ApprovalStatus, State
from cms.visibility import is_live_now


def approval_data(record: ApprovalRecord, state: State) -> dict[str, Any]:
    """Plain values of an approval, the same wherever a program reads one.

    ``code`` with its dash, ``state`` a value of ``State``, ``version`` counted from 1 for each page,
    ``language`` of the text (ISO 639-1), ``translation_of`` the code of the approval whose text this one
    translates or None, ``content_hash`` SHA-256 (hex), ``agency``, ``signed`` (capacity, post and name of
    the approver), ``approved_at`` (ISO 8601 with offset), ``valid_until`` (ISO 8601 date, that day
    included) or None, ``check_url``.
    """
    original = record.translation_of if record.translation_of_id else None
    return {
        "code": record.shown_code,
        "state": str(state),
        "version": record.version,
        "language": record.language,
        "translation_of": original.shown_code if original else None,
        "content_hash": record.content_hash,
        "agency": record.agency,
        "signed": record.signed,
        "approved_at": record.approved_at.isoformat(),
        "valid_until": record.valid_until.isoformat() if record.valid_until else None,
        "check_url": addresses.check_url(record.code),
    }


def status_data(status: ApprovalStatus, withheld_message: str) -> dict[str, Any]:
    """``approval_data`` with what the check page adds; text and hash only where everyone may read them.

    Adds ``label``, ``document`` {"number", "date"} and ``replaced_by``; when readable ``files`` and
    ``url``, and ``title`` and ``text`` or, in place of a withheld text, ``message``; ``withdrawal``
    {"reason", "at"} of a withdrawn text, ``revocation`` {"at"} of an approval revoked before publication.
    """
    record, page = status.record, status.page
    data = approval_data(record, status.state) | {
        "label": str(status.state.label),
        "document": {
            "number": record.document_number,
            "date": record.document_date.isoformat() if record.document_date else None,
        },
        "replaced_by": status.successor.shown_code if status.successor else None,
    }
    if not status.readable:
        del data["content_hash"]
    elif status.withheld:
        data["message"] = f"{withheld_message} {record.content_hash}"
    else:
        data |= {"title": record.title, "text": record.text}
    if status.readable:
        names = ("sha256", "bytes") if status.withheld else ("title", "sha256", "bytes")
        data["files"] = [{name: file[name] for name in names} for file in record.files]
        data["url"] = page.full_url if page is not None and is_live_now(page) else None
    if status.revocation:
        # Never public, so its reason is for the authors alone.
        data["revocation"] = {"at": status.revocation.revoked_at.isoformat()}
    elif status.withdrawal:
        data["withdrawal"] = {
            "reason": status.withdrawal.reason,
            "at": status.withdrawal.withdrawn_at.isoformat(),
        }
    return data
