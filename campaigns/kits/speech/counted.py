"""Words beside a number that say what it is: a quantity of things, a label, a part of a whole."""

import re

from campaigns.kits.speech.reader import Match, left, right

# Things that are counted: after them 3/5 is a part and 111 a quantity.
THINGS = (
    "ấp|ban|bản|băng|bị|bìa|buổi|ca|cái|cán|cán bộ|cặp|câu|cây|chỉ tiêu|chi bộ|chi hội|cháu|cơ|cơ sở|"
    "cuộc|doanh|đảng viên|đại|đại biểu|điểm|đồng|đơn|đơn vị|đối|đối tượng|đoàn|đội|em|gia|gia đình|"
    "giáo viên|giấy|gương|héc ta|hộ|học|hồ sơ|hội|huyện|khách|ki lô|km|kg|làng|lần|lớp|lượt|m2|m3|mét|"
    "mẫu|mô|mô hình|nam|nạn|nạn nhân|nghìn|ngôi|người|nhà|nữ|nội dung|phần|phòng|phụ|phụ nữ|phút|"
    "phường|phiếu|quyển|sinh|sở|suất|tài|tài liệu|tấm|tập|thành|thành viên|thị trấn|thôn|tiêu chí|tin|"
    "tỉnh|tỷ|tỉ|tổ|tờ|trang|tranh|trăm|trẻ|triệu|trường|tuần|ủy viên|vị|video|vụ|vùng|xã|xe|xóm|ý kiến|"
    "ý"
)
# What is measured and not counted: a part of it is read with "phần".
WHOLES = (
    "số|tổng|dân|diện tích|thời gian|thời lượng|lượng|quãng|chặng|đoạn đường|giá|thu nhập|lương|"
    "doanh thu|ngày|tháng|năm|giờ"
)
_LABELS = (
    "ngày|tháng|năm|quý|thứ|tuần|điều|khoản|điểm|mục|chương|phần|trang|lớp|tổ|khối|khóa|khoá|lần|kỳ|"
    "phòng|nhà|đường|ngõ|ngách|hẻm|kiệt|quốc lộ|km|bài|câu|bước|cấp|hạng|vùng|khu|mẫu|phụ lục|bảng|"
    "hình|chỉ thị|nghị quyết|nghị định|quyết định|thông tư|kế hoạch|công văn|luật"
)
_HOUSES = "số|số nhà|nhà|ngõ|ngách|hẻm|kiệt|phòng"
_DAYS = (
    "ngày|hôm|sáng|trưa|chiều|tối|đêm|dịp|lễ|tết|từ|trước|sau|đến hết|quốc khánh|kỷ niệm|hưởng ứng|"
    "mùng|mồng|đến ngày|vào|kể từ"
)
_SHARES = "chiếm|hơn|gần|khoảng|quá"
_CHANGES = "giảm|tăng|bằng"
_PARTS = "đạt|được|có|còn|trên|dưới|cả|tỷ lệ|tỉ lệ|thực hiện|hoàn thành"


def labelled(match: Match) -> bool:
    """Whether the number belongs to the word before it: "Điều 111", "tháng 7"."""
    return bool(re.search(rf"(?i)\b(?:{_LABELS})\s\Z", left(match)))


def counts_things(match: Match) -> bool:
    """Whether things follow that the number counts: "10 xã"."""
    return bool(re.match(rf"(?i)\s(?:{THINGS})\b", right(match)))


def part_of_things(match: Match, part: str, whole: str) -> str | None:
    """The word between the numbers of a part ("trên", "phần"), ``None`` when 3/5 may be a day."""
    before = left(match)
    if re.search(rf"(?i)\b(?:{_DAYS})\s\Z", before) or int(part) > int(whole):
        return None
    if re.search(rf"(?i)\b(?:{_HOUSES})\s\Z", before) or _day_like(match, part, whole):
        return None
    share = re.search(rf"(?i)\b(?:{_SHARES})\s\Z", before)
    small = int(part) < int(whole) <= 10
    things = counts_things(match)
    change = re.search(rf"(?i)\b(?:{_CHANGES})\s\Z", before)
    if small and (share or (change and not things) or re.match(rf"(?i)\s(?:{WHOLES})\b", right(match))):
        return "phần"
    marked = share or change or re.search(rf"(?i)\b(?:{_PARTS})\s\Z", before)
    return "trên" if marked or things else None


def _day_like(match: Match, part: str, whole: str) -> bool:
    """Whether zeros make it a day: "01/7 xã"; a report counts "02/03 nạn nhân" and "05/12 xã"."""
    if "0" not in (part[0], whole[0]):
        return False
    return not (part[0] == "0" and (whole[0] == "0" or int(whole) > 9) and counts_things(match))


def is_house(match: Match) -> bool:
    """Whether the number is that of a house: "ngõ 12/5"."""
    return bool(re.search(rf"(?i)\b(?:{_HOUSES})\s\Z", left(match)))
