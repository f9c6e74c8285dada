"""Sentences for editors: whether the words of a file can be read, and what to do if not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.file_text.documents import has_extractable_text
from cms.file_text.models import LABELS, DocumentText
from cms.file_text.states import State

_ADVICE = {
    State.PARTIAL: gettext_lazy(
        "Chỉ đọc được một phần chữ trong tệp: tệp quá dài hoặc hỏng giữa chừng. Phần còn lại không tìm thấy "
        "được. Hãy chia tệp thành nhiều tệp ngắn hơn, hoặc lưu lại rồi tải lên lần nữa."
    ),
    State.SCAN: gettext_lazy(
        "Tệp này không có chữ đọc được: bản quét hoặc ảnh chụp. Người xem không tìm thấy nội dung, trình đọc "
        "màn hình không đọc được. Hãy tải lên bản gốc (.docx, hoặc PDF xuất từ Word)."
    ),
    State.EMPTY: gettext_lazy(
        "Tệp này không có chữ đọc được: tệp trống, hoặc chữ đã thành nét vẽ. Hãy tải lên bản gốc "
        "(.docx, hoặc PDF xuất từ Word)."
    ),
    State.LOCKED: gettext_lazy(
        "Tệp này có mật khẩu: không đọc được chữ, người xem cũng không mở được. "
        "Hãy gỡ mật khẩu rồi tải lên lại."
    ),
    State.GARBLED: gettext_lazy(
        "Tệp này không có chữ đọc được: chữ ở một bảng mã lạ. Hãy mở tệp, lưu lại với bảng mã Unicode "
        "(UTF-8), hoặc xuất lại PDF từ bản gốc, rồi tải lên lại."
    ),
    State.OLD_FORMAT: gettext_lazy(
        "Máy chủ chưa đọc được chữ trong tệp .doc và .rtf. Hãy mở tệp bằng Word hoặc LibreOffice, "
        "chọn “Lưu thành” (Save As), kiểu .docx, rồi tải tệp .docx lên thay."
    ),
    State.BROKEN: gettext_lazy(
        "Tệp hỏng hoặc tải lên dở dang, không đọc được chữ. Hãy mở thử trên máy, lưu lại rồi tải lên lần nữa."
    ),
    State.TOO_LARGE: gettext_lazy(
        "Tệp quá lớn hoặc quá phức tạp, không đọc được chữ. Hãy chia thành nhiều tệp nhỏ hơn."
    ),
}


@dataclass(frozen=True)
class Notice:
    """Whether the words of a document can be read: a label for lists and a sentence of advice.

    ``is_warning`` is false where nothing needs to be done.
    """

    label: str
    advice: str = ""
    is_warning: bool = False


def notice_of(document: Any) -> Notice:
    """The notice about the file that the document has now."""
    return notices_of([document])[document.pk]


def notices_of(documents: Iterable[Any]) -> dict[int, Notice]:
    """The notices about documents by their keys, in one query."""
    items = list(documents)
    readable = [document.pk for document in items if has_extractable_text(document)]
    stored = DocumentText.objects.defer("text").in_bulk(readable) if readable else {}
    return {document.pk: _notice(document, stored.get(document.pk)) for document in items}


def _notice(document: Any, stored: DocumentText | None) -> Notice:
    extension = document.file_extension.lower()
    if not has_extractable_text(document):
        advice = _("Chữ bên trong tệp .%(extension)s không được đọc: người xem chỉ tìm thấy tệp theo tên.")
        return Notice(_("Không đọc chữ"), advice % {"extension": extension})
    if stored is None or (document.file_hash and stored.digest != document.file_hash):
        return Notice(_("Đang đọc chữ"), _("Chữ trong tệp đang được đọc, thường xong trong một phút."))
    state = State(stored.state)
    if state is State.READ:
        return Notice(str(LABELS[state]))
    advice = str(_ADVICE.get(state, ""))
    if state is State.MISNAMED:
        advice = _(
            "Tệp mang đuôi .%(extension)s nhưng bên trong là tệp .%(kind)s: người xem có thể không mở được. "
            "Hãy đổi đuôi cho đúng rồi tải lên lại."
        ) % {"extension": extension, "kind": stored.detail}
    elif state is State.PARTIAL and stored.detail:
        advice = _(
            "Trang %(pages)s của tệp là bản quét, không có chữ đọc được; các trang khác đã đọc. "
            "Hãy tải lên bản gốc (.docx, hoặc PDF xuất từ Word)."
        ) % {"pages": stored.detail}
    return Notice(str(LABELS[state]), advice, is_warning=True)
