"""Reads Roman numerals where numerals are meant: VI and XI are also syllables in capitals."""

import re

from campaigns.kits.speech.numerals import cardinal, ordinal, roman
from campaigns.kits.speech.reader import Match, left, reads, right

_HEADS = (
    "đại hội|hội nghị|thứ|khóa|khoá|nhiệm kỳ|chương|mục|tiểu mục|phần|quý|kỳ|thế kỷ|thế kỉ|cấp|hạng|"
    "loại|bậc|nhóm|phụ lục|tập|vùng|khu vực|khu|quân khu|quân đoàn|điều|khoản|lớp|bảng|biểu|mẫu|"
    "giai đoạn|đợt|học kỳ|kỳ họp|bài|trung ương|quận|phường|tổ|trang|tuyến|cột|hồi|số|quyển|cụm|bước"
)
# Words that begin with the syllable, as in "mục vi phạm", "lớp vi tính", "loại xi măng".
_SYLLABLES = {
    "VI": "phạm|tính|rút|khuẩn|mạch|bằng|mô|sinh|chất|lượng|hiến|cảnh|diệu|phim|ba|ta|ni|la|ô|xử|tế|trùng",
    "XI": "măng|rô|lanh|téc|nhan|phông|rum|líp|mo|đánh",
    "I": "ốt|nốc|rắc|ran",
    "V": "",
    "X": "",
}
_ONE = r"[IVX]+"
_JOIN = r"\s?[,/-]\s?|\s(?:và|đến|hoặc|hay|tới)\s|, (?:và )?"


@reads(rf"(?<![\w-]){_ONE}(?:(?:{_JOIN}){_ONE}(?!\w))*(?!\w)", at="A")
def numerals(match: Match) -> str | None:
    """One numeral or a list of them."""
    values = re.findall(_ONE, match[0])
    if not all(map(roman, values)) or not _meant(match, values):
        return None
    before = left(match).casefold()
    if before.endswith("thứ "):
        return re.sub(_ONE, lambda m: ordinal(roman(m[0])), _joined(match[0]))
    return re.sub(_ONE, lambda m: cardinal(roman(m[0])), _joined(match[0]))


def _joined(text: str) -> str:
    return re.sub(r"\s?-\s?", " đến ", re.sub(r"\s?/\s?", ", ", text))


def _meant(match: Match, values: list[str]) -> bool:
    before, after = left(match), right(match)
    if any(len(value) > 1 and value not in _SYLLABLES for value in values) or len(values) > 2:
        return True
    words = _SYLLABLES.get(values[-1])
    if words and re.match(rf"(?i)[\s-](?:{words})\b", after):
        return False
    if re.search(rf"(?i)(?<!\w)(?:{_HEADS})(?:\sthứ)?\s\Z", before):
        return True
    # A heading: "VI. TỔ CHỨC THỰC HIỆN".
    opens = not before or before.rstrip(" ").endswith("\n")
    return opens and bool(re.match(r"(?:[.)/]|\s?[:-])\s", after))


READERS = (numerals,)
