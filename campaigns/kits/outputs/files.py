"""The files of an approved material, byte for byte as they were approved, as outputs of a bundle."""

import hashlib
from functools import partial
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from campaigns.approvals.models import ApprovalRecord
from campaigns.kits.catalogue import TEXT, Output
from campaigns.kits.text_version import Look, TextVersion
from cms.vietnamese import slugify

LARGEST = 20_000_000  # bytes: a file is held in memory while it is packed
_KIND = "application/octet-stream"


def outputs_of(record: ApprovalRecord, worded: bool) -> list[Output]:
    """One output a file that the record names; the approved words first unless the kit has them.

    An output refuses, with the reason, what is no longer the approved file.
    """
    models = {
        model._meta.model_name: model
        for model in (get_document_model(), get_image_model(), get_media_model())
    }
    made = [] if worded else [Output("noi-dung.txt", _("Nguyên văn đã duyệt"), TEXT, "text/plain", _words)]
    for kind, model in models.items():
        wanted = {file["pk"]: file for file in record.files if file["kind"] == kind}
        found = model.objects.select_related("collection").in_bulk(wanted) if wanted else {}
        for pk, file in wanted.items():
            ending = PurePath(found[pk].file.name).suffix if pk in found else ""
            name = f"{slugify(file['title'])[:50].strip('-') or 'tep'}-{pk}{ending}"
            made.append(Output(name, file["title"], TEXT, _KIND, partial(_content, file, found.get(pk))))
    return made


def _words(frozen: TextVersion, look: Look) -> bytes:
    return frozen.text.encode()


def _content(file: dict[str, Any], item: Any, frozen: TextVersion, look: Look) -> bytes:
    if file["bytes"] > LARGEST:
        raise ValueError(_("Tệp lớn hơn 20 MB: mời tải ở %(address)s.") % {"address": frozen.page_url})
    if item is not None and item.collection.get_view_restrictions():
        raise ValueError(_("Tệp nằm trong thư mục không công khai nên không đóng gói."))
    try:
        with item.file.open("rb") as opened:
            content: bytes = opened.read(LARGEST + 1)
    except (AttributeError, OSError, ValueError) as error:
        raise ValueError(_("Không đọc được tệp đã duyệt nên không đóng gói.")) from error
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        raise ValueError(_("Tệp không còn đúng bản đã duyệt nên không đóng gói."))
    return content
