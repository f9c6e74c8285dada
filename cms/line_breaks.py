"""Words that stay together on one line, in HTML and on posters (rule 91). Pure functions, no Django."""

import re
from collections.abc import Iterator

COMPOUNDS = (
    "mua bán người",
    "việc nhẹ lương cao",
    "Ban Chỉ đạo 138",
    "Ngày thế giới",
    "Ngày toàn dân",
    "đường dây nóng",
    "an toàn",
    "bảo vệ",
    "biên giới",
    "bóc lột",
    "cá nhân",
    "cảnh giác",
    "chấm dứt",
    "chính quyền",
    "chung tay",
    "con người",
    "công an",
    "cộng đồng",
    "cuộc chiến",
    "dấu hiệu",
    "đẩy lùi",
    "gia đình",
    "giai đoạn",
    "giấy tờ",
    "giúp đỡ",
    "hành động",
    "hỗ trợ",
    "hưởng ứng",
    "lắng nghe",
    "lừa đảo",
    "mạng xã hội",
    "miễn phí",
    "môi giới",
    "nạn nhân",
    "ngăn chặn",
    "người lạ",
    "nước ngoài",
    "pháp luật",
    "phát hiện",
    "phòng chống",
    "phòng, chống",
    "phòng ngừa",
    "phụ nữ",
    "tham gia",
    "thế giới",
    "thủ đoạn",
    "tích cực",
    "toàn dân",
    "tổ chức",
    "tố giác",
    "tội phạm",
    "tổng đài",
    "trách nhiệm",
    "trái phép",
    "trẻ em",
    "tuyên truyền",
    "xã hội",
    "xuất cảnh",
)
# A number after one of these belongs to it, else to the thing it counts.
_LABELS = (
    "ngày|tháng|năm|quý|thứ|tuần|điều|khoản|điểm|mục|chương|phần|lớp|tổ|khóa|khoá|kỳ|lần|trang|bài|"
    "bước|cấp|hạng|vùng|số|gọi|gọi ngay|gọi số|tổng đài|tổng đài quốc gia|đường dây nóng|hotline|"
    "giai đoạn|thế kỷ|đại hội|phụ lục|luật|nghị định|nghị quyết|quyết định|chỉ thị|thông tư|kế hoạch|"
    "công văn|ban chỉ đạo|bcđ|quốc lộ|km"
)
_SCALES = "trăm|nghìn|ngàn|triệu|tỷ|tỉ"
_PARTS_OF = "người|em|xã|phường|thôn|bản|tổ|hộ|vụ|nạn nhân|đơn vị|trường|tỉnh|số"
_SHORT = "TP|Tp|tp|TX|TT|P|Q|H|X|ThS|TS|BS|GS|PGS|KS|KT|TM|TL|TUQ|Đ|K|k"
_OFFICES = "UBND|HĐND|UBMTTQ|MTTQ|BCĐ|BCH|CA|TAND|VKSND|LHPN|TP|TX|THPT|THCS|ĐT|SĐT"
_PHONE = r"\(?\+?(?:0|84|1[89]00)\d*\)?(?:[ .-]\d{1,4})+"
# Digits with their thousands, a date, a document, a time, a unit.
_DIGITS = r"\d+(?:[.,/:-]\d+| \d{3}(?![\w/]))*(?:[/-][a-zđ][\w/-]*|[hg](?:\d\d)?\b|\s?[%‰°]C?|(?:tr|k|đ)\b)?"
_NUMBER = rf"(?:{_PHONE}|{_DIGITS})"
_RANGE = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?"
_QUOTE = r"[“”\"'‘’«»(]*"
_WORD = r"[^\W\d_]+"
_SPACED_DASH = re.compile(r"\s[-–—]\s")
_LABELLED = re.compile(rf"(?<!\w)(?:{_LABELS})\s(?:{_QUOTE}{_RANGE}|[IVX]+(?!\w))", re.IGNORECASE)
# "3 không", "20 triệu đồng"; a day or a hotline belongs to the word before.
_COUNTED = re.compile(
    rf"(?<![\w.,/-])(?:(?!11[1-5]\b|\d+/\d){_RANGE}{_QUOTE}(?:\s(?:{_SCALES})(?!\w))?\s{_WORD}"
    rf"|\d+/\d+\s(?:{_PARTS_OF})(?!\w))",
    re.IGNORECASE,
)
_RULES = (
    re.compile("|".join(re.escape(item) for item in sorted(COMPOUNDS, key=len, reverse=True)), re.IGNORECASE),
    re.compile(rf"{_WORD}\s{_QUOTE}(?:11[1-5]|\d+/\d[\d/]*)(?:\s?[-–—]\s?[\d/]+)?(?!\w)"),
    # What ends a clause: "hưởng ứng 2026."
    re.compile(rf"{_WORD}\s{_QUOTE}{_NUMBER}(?=\W*(?:[.,;:!?)\n]|\Z))"),
    re.compile(_RANGE, re.IGNORECASE),
    re.compile(rf"(?<!\w)(?:{_SHORT})\.\s?\w+(?:\s[A-ZĐÀ-Ỹ]\w*)?"),
    re.compile(rf"(?<!\w)(?:{_OFFICES})\s\w+"),
    # A dash or sign never begins a line.
    re.compile(r"\S+\s[-–—+&/](?=\s)"),
)


def units(text: str) -> Iterator[tuple[str, bool]]:
    """Split the text into (part, must not be broken); the joined parts are the text itself."""
    end = 0
    for start, stop in _spans(text):
        if start > end:
            yield text[end:start], False
        yield text[start:stop], True
        end = stop
    if end < len(text):
        yield text[end:], False


def _spans(text: str) -> list[tuple[int, int]]:
    """The parts that stay together, in order; those that share a word are one."""
    labelled = [match.span() for match in _LABELLED.finditer(text)]
    belonging = {at for start, stop in labelled for at in range(start, stop)}
    counted = [
        match.span()
        for match in _COUNTED.finditer(text)
        if match.start() not in belonging or _SPACED_DASH.search(match[0])
    ]
    others = [match.span() for rule in _RULES for match in rule.finditer(text)]
    # One word cannot be broken.
    found = sorted(span for span in (*labelled, *counted, *others) if not text[slice(*span)].isalnum())
    spans: list[tuple[int, int]] = []
    for start, stop in found:
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(stop, spans[-1][1])
        else:
            spans.append((start, stop))
    return spans
