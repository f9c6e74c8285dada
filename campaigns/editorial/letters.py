"""Remarks on letters that a person has to decide about, and on those left in quotations (rule 100)."""

from collections.abc import Iterator

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from cms import letters, repairs
from cms.letters import Change, Kind
from cms.normalise import texts_of


def doubtful(draft: models.Model) -> Iterator[tuple[str, str, Change]]:
    """(message, text, change) for every doubtful letter in the fields and blocks of the draft."""
    for field, text in texts_of(draft):
        for change in letters.changes(text):
            yield f"{capfirst(str(field.verbose_name))}: {advice(change)}", text, change


def shown(change: Change) -> str:
    """The place in the text as the remark marks it; what cannot be seen is named by its code."""
    return f"[{repairs.codes(change.before)}]" if change.kind is Kind.INVISIBLE else change.before


_KEPT = gettext_lazy("Phần trích được giữ nguyên; gõ lại nếu văn bản gốc không viết như vậy.")
_ADVICE = {
    Kind.INVISIBLE: gettext_lazy(
        "ký tự không nhìn thấy. Xóa mấy chữ quanh đó rồi gõ lại; còn ký tự này thì không trình được."
    ),
    Kind.SPACE: gettext_lazy("dấu cách hoặc ngắt dòng đặc biệt (%(codes)s). %(kept)s"),
    Kind.MARKS: gettext_lazy("dấu gõ sai thứ tự (%(codes)s). %(kept)s"),
    Kind.STRAY_MARK: gettext_lazy("dấu thừa hoặc đặt sai chỗ (%(codes)s). Gõ lại chữ này."),
    Kind.OLD_FONT: gettext_lazy("giống chữ gõ bằng phông cũ (TCVN3, VNI). Gõ lại bằng Unicode."),
}
_LOOK_ALIKE = gettext_lazy("chữ lạ (%(codes)s) trông như “%(after)s”. %(kept)s")
_NAME = gettext_lazy(
    "chữ lạ (%(codes)s) trông như “%(after)s”. Nếu là tên riêng thì giữ, nếu không thì gõ lại."
)


def advice(change: Change) -> str:
    """Advice about a letter that was not repaired."""
    message = _ADVICE.get(change.kind) or (_LOOK_ALIKE if change.is_sure else _NAME)
    return message % {"after": change.after, "codes": repairs.odd_codes(change), "kept": _KEPT}
