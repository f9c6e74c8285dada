"""Outcomes of reading a file; without Django, for the process that reads."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether the words of a file could be read, and if not, why."""

    READ = "doc-duoc"
    PARTIAL = "mot-phan"
    SCAN = "ban-quet"
    EMPTY = "khong-chu"
    LOCKED = "co-khoa"
    MISNAMED = "sai-duoi"
    GARBLED = "sai-ma"
    OLD_FORMAT = "doi-cu"
    BROKEN = "hong"
    TOO_LARGE = "qua-lon"


@dataclass(frozen=True)
class UnreadPage:
    """A page of a file whose words could not be read."""

    number: int


@dataclass(frozen=True)
class Extraction:
    """The text of a file and how reading it went.

    ``detail`` holds what the message for editors names: the unread pages ("2–5, 9") or the extension that
    fits the content of a misnamed file ("pdf").
    """

    text: str
    state: State
    detail: str = ""


class TooLargeError(Exception):
    """The file is, or unpacks to, more than is read."""


class LockedError(Exception):
    """The file cannot be read without a password."""


class OldFormatError(Exception):
    """The format can be read by LibreOffice only, which is not installed or failed."""


class UnknownEncodingError(Exception):
    """The text is in an encoding that cannot be told."""
