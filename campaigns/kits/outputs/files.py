"""Outputs of a bundle that are the approved files of a material, byte for byte."""

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

MAX_FILE_BYTES = 20_000_000  # a file is in memory while it is compressed
_KIND = "application/octet-stream"


def outputs_of(record: ApprovalRecord, has_kit: bool) -> list[Output]:
    """One output for each file of the record, preceded by the approved text when there is no kit.

    Making an output raises ``ValueError`` with the reason when the file is no longer the approved one.
    """
    models = {
        model._meta.model_name: model
        for model in (get_document_model(), get_image_model(), get_media_model())
    }
    text = Output("noi-dung.txt", _("Nguyên văn đã duyệt"), TEXT, "text/plain", _words)
    outputs = [] if has_kit else [text]
    for kind, model in models.items():
        files = {file["pk"]: file for file in record.files if file["kind"] == kind}
        found = model.objects.select_related("collection").in_bulk(files) if files else {}
        for pk, file in files.items():
            ending = PurePath(found[pk].file.name).suffix if pk in found else ""
            name = f"{slugify(file['title'])[:50].strip('-') or 'tep'}-{pk}{ending}"
            outputs.append(Output(name, file["title"], TEXT, _KIND, partial(_content, file, found.get(pk))))
    return outputs


def _words(text_version: TextVersion, look: Look) -> bytes:
    return text_version.text.encode()


def _content(file: dict[str, Any], item: Any, text_version: TextVersion, look: Look) -> bytes:
    if file["bytes"] > MAX_FILE_BYTES:
        raise ValueError(_("Tệp lớn hơn 20 MB: mời tải ở %(address)s.") % {"address": text_version.page_url})
    if item is not None and item.collection.get_view_restrictions():
        raise ValueError(_("Tệp nằm trong thư mục không công khai nên không đóng gói."))
    try:
        with item.file.open("rb") as opened:
            content: bytes = opened.read(MAX_FILE_BYTES + 1)
    except (AttributeError, OSError, ValueError) as error:
        raise ValueError(_("Không đọc được tệp đã duyệt nên không đóng gói.")) from error
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        raise ValueError(_("Tệp không còn đúng bản đã duyệt nên không đóng gói."))
    return content
