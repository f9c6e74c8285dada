"""The rule for names of units that staff type: never a number to call or an address (rule 115).

Pure functions without database. A poster carries the approval code, so whatever stands beside the approved
words is believed: six digits in any spelling are a telephone number, and a name tells nobody to do anything.
"""

import re
import string
import unicodedata

from django.utils.translation import gettext_lazy as _

from cms.vietnamese import canonical_tone, fold, nfc

MAX_LENGTH = 80
MAX_DIGITS = 5
READ_OUT_DIGITS = 4
_SIGNS = " .,-–—/()'’\"“”&"
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"  # of Vietnamese letters

TOO_LONG = _("Tên đơn vị dài quá 80 ký tự. Hãy dùng tên gọi ngắn hơn.")
NO_LETTERS = _("Tên đơn vị phải có chữ.")
LETTERS = _("Tên đơn vị chỉ gồm chữ Việt, chữ số và các dấu . , - – / ( ) & ' “ ”. Bỏ những ký tự khác.")
DIGITS = _(
    "Tên đơn vị không được có từ sáu chữ số trở lên, kể cả viết bằng chữ hay tách rời: "
    "dễ thành số điện thoại lạ trên tài liệu thật."
)
ADDRESS = _("Tên đơn vị không được có địa chỉ trang mạng, thư điện tử hay tài khoản mạng xã hội.")
READ_OUT = _("Tên đơn vị không được có dãy số đọc từng chữ số: dễ thành số điện thoại lạ trên tài liệu thật.")
DEED = _("Tên đơn vị không được kèm lời mời gọi, nhắn, liên hệ, truy cập, quét mã hay chuyển tiền.")

_NUMERALS = (
    *(
        "không",
        "một",
        "mốt",
        "hai",
        "ba",
        "bốn",
        "tư",
        "năm",
        "lăm",
        "nhăm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
    ),
    *("mười", "mươi", "trăm", "nghìn", "ngàn", "linh", "lẻ"),
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
)
_EXACT = frozenset(canonical_tone(word) for word in _NUMERALS)
_FOLDED = frozenset(fold(word) for word in _NUMERALS)
_PLACES = frozenset(("muoi", "tram", "nghin", "ngan", "linh", "le"))
_NUMBER_WORDS = frozenset(("so", "may", "dt", "dien", "thoai", "phone", "tel", "call"))
# Letters that stand for digits ("O9l2"): alone, or beside a digit.
_LIKE_DIGITS = str.maketrans("oil|", "011|")
_ROW = re.compile(rf"(?:\d|{'|'.join(sorted(_FOLDED, key=len, reverse=True))}){{{MAX_DIGITS + 1},}}")

_ENDINGS = (
    *(
        "com",
        "vn",
        "net",
        "org",
        "info",
        "biz",
        "edu",
        "gov",
        "me",
        "io",
        "ly",
        "gl",
        "to",
        "cc",
        "tk",
        "tv",
        "gg",
    ),
    *(
        "asia",
        "xyz",
        "top",
        "vip",
        "pro",
        "app",
        "dev",
        "site",
        "shop",
        "store",
        "club",
        "link",
        "live",
        "click",
    ),
    *(
        "online",
        "website",
        "space",
        "page",
        "work",
        "world",
        "one",
        "mobi",
        "name",
        "chat",
        "fun",
        "icu",
        "us",
    ),
)
_ENDING = rf"(?:{'|'.join(_ENDINGS)})\b"
_ADDRESSES = re.compile(
    rf"@|://|\bhttps?\b|\bwww\b|\w\s*\.\s*{_ENDING}|\b(?:cham|dot)\s+{_ENDING}|\ba (?:cong|moc)\b"
    # Longer than the abbreviations before a name: "TP.HCM", "Q.Tan Binh".
    r"|[a-z0-9-]{5,}\.[a-z]{2,}"
)
_SERVICES = re.compile(
    r"zalo|facebook|telegram|viber|whatsapp|messenger|tiktok|instagram|youtube|wechat|gmail"
)
_SERVICE_WORDS = frozenset(
    (
        *("fb", "insta", "tele", "mess", "skype", "twitter", "email", "mail", "yahoo", "hotmail", "outlook"),
        *("web", "website", "sdt", "hotline", "tel", "phone"),
    )
)
_LIKE_LETTERS = str.maketrans("013457", "oleast")

_DEEDS = frozenset(("gọi", "nhắn"))
_PLAIN_DEEDS = frozenset(
    (
        *("goi", "nhan", "call", "click", "inbox", "contact", "alo", "scan", "pay"),
        *("qr", "vietqr", "qrcode", "stk", "momo", "banking", "paypal", "viettelpay", "shopeepay", "vnpay"),
    )
)
# Two words, whatever marks they bear, and both written as one.
_LONG_DEEDS = re.compile(
    r"\b(?:lien he|truy cap|a lo|chuyen khoan|chuyen tien(?! giang)"
    r"|(?:gui|gop|nop|vay|bom) tien|nap (?:tien|the|vao|cho|qua|card)|tai khoan|vi dien tu"
    r"|thanh toan (?:cho|qua|vao|toi|chi|anh|ong|ba|co))\b"
    # Streets are swept as well.
    r"|\bquet\b(?! (?:don|rac|voi|duong))"
    r"|lienhe|truycap|goingay|nhantin|chuyenkhoan|quetma|naptien|guitien|thanhtoan"
)
# "Đông Tiến" and "Trà Tiên" are names.
_MONEY = re.compile(r"\b(?:đóng|trả|đưa|ứng|rút|xin) tiền\b")
# A name opens with a noun: one that opens with a verb tells somebody to do it, and so does a clause.
_ORDERS = re.compile(
    r"\A\W*(?:đóng|góp|ủng hộ|quyên góp|thanh toán|mua|vay|tải|bấm|vào|đưa|kết bạn)\b"
    r"|(?:\A|[,.–—/(“-])\W*(?:hãy|mời|gửi|chuyển(?! đổi| giao)|nạp|nộp|trả(?! kết quả))\b"
)

_TOKEN = re.compile(r"[^\W_]+")
_SPELLED_OUT = re.compile(r"(?<![^\W_])[^\W_](?:[ .,/–—-]+[^\W_](?![^\W_]))+")


def problem(name: str) -> str:
    """The fault of a name, as a sentence with advice; "" when it may stand on a poster."""
    text = nfc(name)
    if len(text) > MAX_LENGTH:
        return str(TOO_LONG)
    # Compatibility forms ("０９", "𝟎𝟗", "①") are read as what they look like.
    shown = unicodedata.normalize("NFKC", text)
    faults = (
        (DIGITS, _digits(shown) > MAX_DIGITS or _ROW.search(_squeezed(shown))),
        (READ_OUT, _is_read_out(shown)),
        (ADDRESS, _has_address(shown)),
        (DEED, _has_deed(shown)),
        (LETTERS, not all(map(_is_allowed, text))),
        (NO_LETTERS, not any(char.isalpha() for char in text)),
    )
    return next((str(message) for message, is_found in faults if is_found), "")


def _is_allowed(char: str) -> bool:
    base, *marks = list(unicodedata.normalize("NFD", char))
    letters = string.ascii_letters + string.digits + "đĐ"
    return (base in letters or char in _SIGNS) and all(mark in _MARKS for mark in marks)


def _is_number(token: str) -> bool:
    """Whether a lower-case word is a numeral: with its marks, or written without any."""
    return canonical_tone(token) in _EXACT or (token.isascii() and token in _FOLDED)


def _digits(text: str) -> int:
    """The number of digits, wherever they stand: figures of any script, numerals, letters used as digits."""
    count = 0
    for token in _TOKEN.findall(text.casefold()):
        figures = sum(unicodedata.numeric(char, None) is not None for char in token)
        like = sum(char in "oil" for char in token)
        if figures:
            count += figures + like
        elif like == len(token):
            count += like
        else:
            count += _is_number(token)
    # Enclosed and superscript figures are no letters: "❾", "⁹".
    signs = _TOKEN.sub("", text)
    return count + sum(unicodedata.numeric(char, None) is not None for char in signs)


def _is_read_out(text: str) -> bool:
    """Whether "số" or the like stands before four digits or more that are spelled as words, one by one."""
    row, named = 0, False
    for token in _TOKEN.findall(text.casefold()):
        digit = (token.isdecimal() and len(token) == 1) or (_is_number(token) and not _is_place(token))
        row = row + 1 if digit else 0
        if row >= READ_OUT_DIGITS and named:
            return True
        named = named or (not digit and fold(token) in _NUMBER_WORDS)
    return False


def _is_place(token: str) -> bool:
    """Whether the numeral counts tens or more, so that its neighbours make one number: "mươi", "trăm"."""
    return fold(token) in _PLACES


def _squeezed(text: str) -> str:
    """The text without marks, spaces and signs, letters used as digits read as such."""
    tokens = [
        token.translate(_LIKE_DIGITS) if any(map(str.isdigit, token)) or not token.strip("oil") else token
        for token in _TOKEN.findall(fold(text).casefold())
    ]
    return "".join(tokens)


def _joined(text: str) -> str:
    """The text with words that are spelled out put together: "g ọ i", "z.a.l.o"."""
    return _SPELLED_OUT.sub(lambda found: "".join(_TOKEN.findall(found[0])), text)


def _has_address(text: str) -> bool:
    plain = fold(text).casefold()
    if _ADDRESSES.search(plain):
        return True
    read = _joined(plain).translate(_LIKE_LETTERS)
    if _SERVICES.search("".join(_TOKEN.findall(read))):
        return True
    return not _SERVICE_WORDS.isdisjoint(_TOKEN.findall(read))


def _has_deed(text: str) -> bool:
    joined = canonical_tone(_joined(nfc(text).casefold()))
    words = set(_TOKEN.findall(joined))
    # "Gôi" and "Nhân" are names: a word with marks counts only with those of the verb.
    if words & _DEEDS or words & _PLAIN_DEEDS:
        return True
    if _LONG_DEEDS.search(" ".join(_TOKEN.findall(fold(joined)))):
        return True
    return bool(_MONEY.search(" ".join(_TOKEN.findall(joined))) or _ORDERS.search(joined))
