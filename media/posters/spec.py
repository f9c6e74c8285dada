"""The specification of a poster: an immutable value, validated on creation."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from cms.vietnamese import nfc
from media.posters.families import FAMILIES

MAX_TEXT_LENGTH = 300
VARIANTS = {"": "Thường dùng", "cao-diem": "Đợt cao điểm", "chu-de": "Chủ đề năm"}
_MAX_URL_LENGTH = 200
_MAX_LOGO_BYTES = 5_000_000


class PosterError(ValueError):
    """The poster cannot be drawn; the message is advice in Vietnamese."""


class TextTooLong(PosterError):  # noqa: N818
    """The text does not fit at the smallest legible size; ``max_length`` characters would fit."""

    def __init__(self, message: str, max_length: int) -> None:
        super().__init__(message)
        self.max_length = max_length


class UnsupportedCharacter(PosterError):  # noqa: N818
    """The typeface lacks ``character``."""

    def __init__(self, message: str, character: str) -> None:
        super().__init__(message)
        self.character = character


class UnreadableLogo(PosterError):  # noqa: N818
    """The local logo is no PNG or JPEG picture, or too large."""


@dataclass(frozen=True, slots=True)
class Poster:
    """The content of a poster; text is normalised to NFC, and ``PosterError`` is raised for invalid values.

    A local unit may add its name and a logo (PNG or JPEG) in a separate zone, or a line to write its name on
    (``local_line``, used while there is neither); everything else is locked.
    """

    text: str
    code: str
    agency: str
    hotline: str
    hotline_note: str
    check_url: str
    design: str
    variant: str = ""
    eyebrow: str = ""
    local_name: str = ""
    local_logo: bytes = b""
    local_line: bool = False

    def __post_init__(self) -> None:
        for name in ("text", "code", "agency", "hotline", "hotline_note", "eyebrow", "local_name"):
            object.__setattr__(self, name, nfc(getattr(self, name)))
        if not self.text.strip() or len(self.text) > MAX_TEXT_LENGTH:
            raise PosterError(f"Khẩu hiệu phải có từ 1 đến {MAX_TEXT_LENGTH} ký tự.")
        for value, what in ((self.code, "mã"), (self.agency, "tên cơ quan"), (self.hotline, "số điện thoại")):
            if not value.strip():
                raise PosterError(f"Áp phích thiếu {what}.")
        if self.design not in FAMILIES:
            raise PosterError("Không có mẫu này. Hãy chọn một trong: " + ", ".join(FAMILIES) + ".")
        if self.variant not in VARIANTS:
            raise PosterError(
                "Không có biến thể này. Hãy chọn một trong: " + ", ".join(filter(None, VARIANTS))
            )
        if self.variant and not self.eyebrow.strip():
            raise PosterError(f"Biến thể “{VARIANTS[self.variant]}” cần dòng chữ trên băng.")
        parts = urlsplit(self.check_url)
        if parts.scheme not in ("http", "https") or not parts.netloc or len(self.check_url) > _MAX_URL_LENGTH:
            raise PosterError("Địa chỉ kiểm tra phải là địa chỉ đầy đủ, không quá 200 ký tự.")
        if len(self.local_logo) > _MAX_LOGO_BYTES:
            raise UnreadableLogo("Logo quá lớn. Hãy dùng ảnh PNG hoặc JPEG dưới 5 MB.")
