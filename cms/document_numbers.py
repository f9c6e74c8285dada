"""Numbers of Vietnamese official documents: their form, for fields in which one is typed."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

# The label of the field, typed or pasted with the number.
_LABEL = re.compile(r"\A(?:số|so)\s*[:.]?\s+(?=\d)|\A(?:số|so)\s*[:.](?=\d)", re.IGNORECASE)
_CAPITAL = "A-ZĐƯÂĂÊÔƠ"
# Not across lines; Word writes hyphens that do not break.
_SPACE, _SIGN = r"[ \u00a0]?", r"[/‐‑–-]"
# Two capitals, or one with the two digits of a police department.
_SYMBOL = rf"(?=\S*(?:[{_CAPITAL}]\S*[{_CAPITAL}]|[{_CAPITAL}]\d\d))[{_CAPITAL}][\w&.]*"
# "675/KH-BCĐ", "53/2024/QH15", "9145/QĐ-BCĐ 138/CP", "45/KH-SVHTT&DL", "1234/QĐ-UBND.HC", "16/L-CTN",
# "1240/C02-P5", "15/Ttr-SVHTTDL", "73/KH-CAT(PC02)"; of the Party "13-KL/TW", "12-QyĐ/TU".
_NUMBER = re.compile(
    rf"(?P<number>\d{{1,6}})[a-zđ]?(?:{_SPACE}/{_SPACE}(?P<year>[12]\d{{3}}))?{_SPACE}{_SIGN}{_SPACE}{_SYMBOL}"
    rf"(?:{_SPACE}{_SIGN}{_SPACE}[{_CAPITAL}(\d][\w&.()]*|[ \u00a0]\d{{1,4}})*",
)


def without_label(text: str) -> str:
    """The number without the word "Số:" before it and white space around it."""
    return _LABEL.sub("", text.strip()).strip()


def fault(text: str) -> str:
    """Message that says what is wrong with a number as typed; "" for a number in its usual form.

    A year in the number may not lie ahead.
    """
    match = _NUMBER.fullmatch(without_label(text))
    if match is None or not int(match["number"]):
        return _(
            "“%(text)s” chưa đúng dạng số, ký hiệu văn bản. Ghi như trên văn bản, "
            "ví dụ 675/KH-BCĐ, 53/2024/QH15 hoặc 13-KL/TW."
        ) % {"text": text.strip()}
    if match["year"] and int(match["year"]) > timezone.localdate().year:
        return _("Năm %(year)s trong số văn bản chưa tới. Xem lại văn bản.") % {"year": match["year"]}
    return ""
