"""The kinds of private details of a document, and which names of authors are people."""

import re
from dataclasses import dataclass

from cms.vietnamese import nfc

# Names that programs and shops give to a computer.
_OF_NOBODY = frozenset(
    (
        *("acer", "admin", "administrator", "apache poi", "asus", "author", "computer", "dell", "guest"),
        *("home", "hp", "laptop", "lenovo", "libreoffice", "máy tính", "microsoft", "microsoft office user"),
        *("microsoft corporation", "openpyxl", "owner", "pc", "python-docx", "unknown", "un-named", "user"),
        *("users", "windows user", "word", "người dùng"),
    )
)
# None of these words begins the name of a person, whose family name comes first.
_AGENCY = re.compile(
    r"(sở|ubnd|ủy ban|uỷ ban|hđnd|hội|ban|phòng|trung tâm|công an|đài|trường|chi cục|cục|tổng|viện|văn phòng"
    r"|bộ (chỉ huy|công|đội|giáo|khoa|lao|nội|quốc|tài|thông|tư|văn|xây|y)|tỉnh|thành (ủy|uỷ|đoàn|phố)"
    r"|đoàn (thanh niên|tncs|xã|phường|khối)|thư viện|bảo tàng|nhà (văn|xuất)|mặt trận|mttq|vụ|tạp chí"
    r"|tập đoàn|công ty|tổ|xã|phường|huyện|department|ministry|office|center|centre|unicef|iom|undp)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-ZĐ0-9&. -]{2,20}")


@dataclass(frozen=True, slots=True)
class Findings:
    """The private details of a document; ``people`` are names, of authors and of whoever saved it last."""

    has_tracked_changes: bool = False
    has_comments: bool = False
    has_places: bool = False
    people: tuple[str, ...] = ()
    is_signed: bool = False

    @property
    def is_private(self) -> bool:
        """Whether readers would get something that the pages do not show."""
        return bool(self.has_tracked_changes or self.has_comments or self.has_places or self.people)


def people_among(names: list[str | None]) -> tuple[str, ...]:
    """The names that are those of people: neither of agencies nor of computers, each once, in NFC."""
    clean = (" ".join(nfc(name or "").split()) for name in names)
    return tuple(dict.fromkeys(name for name in clean if name and not _is_of_nobody(name)))


def _is_of_nobody(name: str) -> bool:
    is_abbreviation = bool(_ABBREVIATION.fullmatch(name)) and len(name.split()) < 3
    return name.lower() in _OF_NOBODY or is_abbreviation or bool(_AGENCY.match(name))
