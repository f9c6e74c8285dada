"""Extracts the text of a file; needs neither database nor Django."""

import logging
import re
from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO

from cms.file_text.states import (
    Extraction,
    LockedError,
    OldFormatError,
    State,
    TooLargeError,
    UnknownEncodingError,
    UnreadPage,
)
from cms.legacy_fonts import without_legacy
from cms.vietnamese import clean

logger = logging.getLogger(__name__)

MAX_BYTES = 50 * 1024 * 1024
MAX_CHARACTERS = 1_000_000
# The keys of ``text_extractors.TEXT_EXTRACTORS``, which is not imported until a file is read.
EXTENSIONS = (
    *("pdf", "docx", "pptx", "xlsx", "odt", "ods", "odp", "doc", "rtf"),
    *("txt", "csv", "vtt", "srt"),
)
PLAIN = ("txt", "csv", "vtt", "srt")
# What fonts such as Symbol draw, and what stands for letters that a PDF does not name.
_NO_LETTERS = re.compile("[\\ue000-\\uf8ff\\ufffd]")
_MAX_NO_LETTERS = 0.2


def extract_text(file: BinaryIO, extension: str) -> Extraction:
    """The text of a file and how reading it went; a file of an unknown extension is ``State.EMPTY``.

    The content decides how a file is read, not its name. A broken or long file gives the text before the
    break. The text is in NFC, without invisible and control characters, with the letters of old fonts
    decoded, and at most ``MAX_CHARACTERS`` long.
    """
    if extension not in EXTENSIONS:
        return Extraction("", State.EMPTY)
    reading = _Reading()
    kind = extension
    try:
        kind = _kind(file, extension)
        state = reading.run(file, kind)
    except LockedError:
        state = State.LOCKED
    except TooLargeError:
        state = State.TOO_LARGE
    if state is State.GARBLED:
        return Extraction("", state)
    text = _readable(reading.parts)
    if kind != extension and state is not State.LOCKED:
        return Extraction(text, State.MISNAMED, kind)
    return Extraction(text, state, reading.unread if state is State.PARTIAL else "")


def _kind(file: BinaryIO, extension: str) -> str:
    """The kind that the file is read as: what its content tells, else what its name says."""
    found = str(import_module("cms.file_text.kinds").kind_of(file))
    is_markup = extension in PLAIN and found == "html"
    return extension if is_markup or not found else found


class _Reading:
    """The text of one file so far."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._size = 0
        self._pages: list[int] = []
        self._is_cut = False

    @property
    def unread(self) -> str:
        """The numbers of the unread pages, "2–5, 9"."""
        ranges: list[list[int]] = []
        for number in self._pages:
            if ranges and number == ranges[-1][-1] + 1:
                ranges[-1] = [ranges[-1][0], number]
            else:
                ranges.append([number])
        return ", ".join("–".join(map(str, pages)) for pages in ranges)

    def run(self, file: BinaryIO, kind: str) -> State:
        """Read the file as one of this kind."""
        extractors = import_module("cms.file_text.text_extractors")
        extractor = extractors.TEXT_EXTRACTORS.get(kind)
        if extractor is None:
            return State.EMPTY
        try:
            self._collect(extractor(file))
        except (TooLargeError, MemoryError):
            return State.PARTIAL if self._has_words() else State.TOO_LARGE
        except UnknownEncodingError:
            return State.GARBLED
        except OldFormatError:
            return State.OLD_FORMAT
        except extractors.FILE_ERRORS as error:
            logger.warning("A %s file could not be read: %s", kind, error)
            return State.PARTIAL if self._has_words() else State.BROKEN
        return self._state(file)

    def _collect(self, parts: Iterator[str | UnreadPage]) -> None:
        for part in parts:
            if isinstance(part, UnreadPage):
                self._pages.append(part.number)
                continue
            self.parts.append(part)
            self._size += len(part)
            if self._size > MAX_CHARACTERS:
                self._is_cut = True
                return

    def _state(self, file: BinaryIO) -> State:
        text = "".join(self.parts)
        if text and len(_NO_LETTERS.findall(text)) > _MAX_NO_LETTERS * len(text):
            return State.GARBLED
        if self._pages and len(self._pages) >= len(self.parts):
            return State.SCAN
        if not self._has_words():
            return State.SCAN if import_module("cms.file_text.kinds").holds_pictures(file) else State.EMPTY
        return State.PARTIAL if self._pages or self._is_cut else State.READ

    def _has_words(self) -> bool:
        return any(char.isalnum() for part in self.parts for char in part)


def _readable(parts: list[str]) -> str:
    """The parts as one text: old fonts decoded before the invisible characters go, which may be letters."""
    text = _NO_LETTERS.sub("", "\n".join(parts))
    whole = without_legacy(text)
    if whole is text:
        # One paragraph may be typed in an old font among others in Unicode.
        whole = "\n".join(map(without_legacy, text.split("\n")))
    return clean(whole).strip()[:MAX_CHARACTERS]
