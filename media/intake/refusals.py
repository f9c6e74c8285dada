"""The error of a file that is not taken in, with the wordings that several kinds of files share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class UnacceptableFileError(ValidationError):
    """The file is not taken into the library; the message names it and says what to do."""


def mislabelled(name: str, kind: str) -> UnacceptableFileError:
    """The content is not what the ending of the name says; ``kind`` is shown, such as "PDF"."""
    return UnacceptableFileError(
        _(
            "Tệp “%(name)s” không phải %(kind)s như đuôi tên cho biết. "
            "Mở tệp bằng phần mềm đã làm ra nó, lưu lại đúng loại rồi tải lên."
        )
        % {"name": name, "kind": kind},
        code="mislabelled",
    )


def broken(name: str) -> UnacceptableFileError:
    """The file is cut off or damaged."""
    return UnacceptableFileError(
        _("Tệp “%(name)s” bị hỏng hoặc chưa được chép đủ. Mở thử tệp trên máy, lấy lại bản gốc rồi tải lên.")
        % {"name": name},
        code="broken",
    )


def unpacks_too_large(name: str) -> UnacceptableFileError:
    """The file is small and holds far more than can be unpacked."""
    return UnacceptableFileError(
        _(
            "Tệp “%(name)s” bung ra quá lớn nên không mở được an toàn. "
            "Tách tệp, giảm cỡ ảnh bên trong rồi tải lên."
        )
        % {"name": name},
        code="too_large",
    )
