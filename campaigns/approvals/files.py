"""Files of an approved text: their hashes are part of the approval, and they may not change after it."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from campaigns.approvals.content_hash import page_hash
from campaigns.approvals.records import ApprovalRecord
from campaigns.approvals.rules import PublicationRefused, approval_for
from cms.vietnamese import as_clause
from media.models import CustomDocument, CustomImage, CustomMedia

CHUNK = 1 << 20


def items_of(page: Any) -> list[Any]:
    """The library items that the page refers to, in a fixed order."""
    items = [
        item for item in page.references() if isinstance(item, CustomDocument | CustomImage | CustomMedia)
    ]
    return sorted(items, key=lambda item: (item._meta.model_name, item.pk))


def fingerprints(page: Any) -> Iterator[dict[str, Any]]:
    """The library items that the page refers to, each with its ``fingerprint``."""
    for item in items_of(page):
        yield {"title": item.title, "kind": item._meta.model_name, "pk": item.pk, **fingerprint(item)}


def fingerprint(item: Any) -> dict[str, Any]:
    """{"sha256", "bytes", "beside"} of an item of the library.

    ``beside`` maps the other fields that readers get with the file (captions, transcript, description) to
    the SHA-256 of each.
    Raises ``PublicationRefused`` if something cannot be read.
    """
    try:
        digest, size = _read(item.file)
        beside = {name: _digest(getattr(item, name)) for name in item.FROZEN_FIELDS if name != "file"}
    except (OSError, ValueError) as error:
        raise PublicationRefused(
            _("Không đọc được tệp “%(title)s”. Tải tệp lên lại rồi chọn tệp mới trong bài.")
            % {"title": item.title}
        ) from error
    return {"sha256": digest, "bytes": size, "beside": beside}


def _read(file: FieldFile) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as opened:
        for chunk in iter(lambda: opened.read(CHUNK), b""):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _digest(value: Any) -> str:
    if isinstance(value, FieldFile):
        return _read(value)[0] if value else ""
    return hashlib.sha256(str(value).encode()).hexdigest()


def changed(record: ApprovalRecord, page: Any) -> list[str]:
    """Titles of the files that were replaced, changed or deleted since the record was made."""
    try:
        now = {(file["kind"], file["pk"]): file for file in fingerprints(page)}
    except PublicationRefused as refusal:
        return [str(refusal)]
    return [
        file["title"]
        for file in record.files
        if any(
            now.get((file["kind"], file["pk"]), {}).get(name) != file[name]
            for name in ("sha256", "beside")
            # Records made before ``beside`` existed have the hash of the file alone.
            if name in file
        )
    ]


def require_unchanged(page: Any) -> None:
    """Raise ``PublicationRefused`` when a file of the page differs from the approved one."""
    record = approval_for(page, page_hash(page))
    titles = changed(record, page) if record else []
    if titles:
        raise PublicationRefused(
            _("Tệp đã bị thay sau khi duyệt: %(titles)s. Trả lại để trình duyệt lại.")
            % {"titles": as_clause(", ".join(titles))}
        )


def referring_pages(item: Any) -> list[int]:
    """Keys of the pages, live or not, that refer to the library item."""
    references = ReferenceIndex.get_references_to(item).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return [int(key) for key in references.values_list("object_id", flat=True).distinct()]


def reason_to_keep(item: Any) -> str:
    """Why the library item may not be changed: a live page was approved with it; "" when it may."""
    keys = referring_pages(item)
    page = Page.objects.filter(pk__in=keys, live=True).first() if keys else None
    if page is None or not getattr(page.specific, "code", ""):
        return ""
    return _(
        "Tệp này nằm trong nội dung đã duyệt “%(title)s” nên được giữ nguyên. "
        "Tải tệp mới lên thành mục khác, chọn nó trong bài rồi trình duyệt lại."
    ) % {"title": page.title}
