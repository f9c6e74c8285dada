"""Checks for misplaced content: the subject of another plan, private mailboxes, the old hotline."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from campaigns.editorial.drafting.findings import Finding, Kind, found
from cms.edit_distance import one_edit

# Providers of private mailboxes, which offices must not use.
PRIVATE = ("gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com", "icloud.com", "zoho.com")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
# The hotline until 2017. A text about its history has "số cũ" or "trước đây" before the number (rule 12).
_OLD_HOTLINE = re.compile(r"(?<![\d+])1800[\s.-]?1567(?!\d)")
_HISTORY = re.compile(r"\b(?:cũ|trước đây|trước kia)\b", re.IGNORECASE)

_SUBJECT = "mua bán người"
_OTHERS = re.compile(
    r"phòng,?\s+chống\s+(?:(?:các\s+)?tệ\s+nạn\s+)?(?P<other>mại\s+dâm|ma\s+t(?:úy|uý)|tham\s+nhũng|"
    r"bạo\s+lực\s+gia\s+đình|bạo\s+lực\s+học\s+đường|rửa\s+tiền|khủng\s+bố|dịch\s+bệnh|dịch\s+covid|hiv|"
    r"thiên\s+tai|cháy,?\s+nổ|đuối\s+nước|tác\s+hại\s+(?:của\s+)?thuốc\s+lá|buôn\s+lậu)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;!?…]")


def check(text: str) -> Iterator[Finding]:
    """Findings about misplaced content in an NFC text."""
    yield from _subjects(text)
    yield from _mail(text)
    for match in _OLD_HOTLINE.finditer(text):
        if not _HISTORY.search(text, max(0, match.start() - 30), match.start()):
            message = _("Số %(number)s không còn dùng từ năm 2017. Thay bằng 111.")
            yield found(text, Kind.HOTLINE, match.span(), message % {"number": match[0]}, "111")


def _subjects(text: str) -> Iterator[Finding]:
    plain = " ".join(text.casefold().split())
    # A text that mentions trafficking only in passing may be about another subject.
    if plain.count(_SUBJECT) < 3:
        return
    others = [(" ".join(match["other"].casefold().split()), match) for match in _OTHERS.finditer(text)]
    often = Counter(other for other, _match in others)
    for other, match in others:
        before = text[max(0, match.start() - 10) : match.start()].casefold().split()
        # A subject that recurs belongs to the text; after "luật" it is the title of a law.
        if often[other] > 2 or before[-1:] == ["luật"]:
            continue
        if _SUBJECT in " ".join(_sentence(text, match.start()).casefold().split()):
            continue
        message = _("Văn bản nói về mua bán người, chỗ này nói về %(other)s. Có phải chép từ kế hoạch khác?")
        yield found(text, Kind.SUBJECT, match.span(), message % {"other": other})


def _sentence(text: str, at: int) -> str:
    start = max(
        (match.end() for match in _ENDS.finditer(text, max(0, at - 600), at)), default=max(0, at - 600)
    )
    end = _ENDS.search(text, at)
    return text[start : end.start() if end else len(text)]


def _mail(text: str) -> Iterator[Finding]:
    for match in _MAIL.finditer(text):
        domain = match["domain"].casefold().rstrip(".")
        meant = [known for known in PRIVATE if one_edit(domain, known)]
        if domain in PRIVATE:
            message = _("%(domain)s là hộp thư riêng. Dùng hộp thư của cơ quan để nhận báo cáo.")
            yield found(text, Kind.MAIL, match.span(), message % {"domain": domain})
        elif meant:
            message = _(
                "Tên miền %(domain)s có lẽ gõ sai %(meant)s: thư sẽ không đến. "
                "Đó cũng là hộp thư riêng; dùng hộp thư của cơ quan."
            )
            yield found(text, Kind.MAIL, match.span(), message % {"domain": domain, "meant": meant[0]})
