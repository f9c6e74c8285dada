"""Typst for the whole process: fonts loaded once, widths of words, pages as bytes.

A Typst compiler is not thread-safe, so every use acquires the lock.
"""

import importlib.util
import json
import struct
import threading
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import typst

from cms.vietnamese import nfc
from media.posters.spec import UnsupportedCharacter

DESIGNS_DIR = Path(__file__).parent / "designs"
_LOCK = threading.Lock()
_MAX_CACHED_WORDS = 20_000


class Widths(NamedTuple):
    """Advance width of a word in em, regular and bold."""

    regular: float
    bold: float


def fonts_dir() -> Path:
    """The folder of the TTF files of Be Vietnam Pro in the package fontpkg-be-vietnam-pro."""
    found = importlib.util.find_spec("fontpkg_be_vietnam_pro")
    if found is None or found.origin is None:
        raise RuntimeError("Thiếu gói fontpkg-be-vietnam-pro: chạy bin/install.")
    return Path(found.origin).parent / "files"


@cache
def _compilers() -> tuple[typst.Compiler, typst.Compiler]:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_dir())]
    )
    measuring, drawing = (
        typst.Compiler(root=str(DESIGNS_DIR), font_paths=fonts, ignore_system_fonts=True) for _ in range(2)
    )
    return measuring, drawing


@cache
def letters() -> frozenset[int]:
    """The code points of Be Vietnam Pro, read from the ``cmap`` (format 4) of the bold face."""
    data = (fonts_dir() / "BeVietnamPro-Bold.ttf").read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">I", data[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    cmap = tables[b"cmap"]
    at = cmap + struct.unpack(">I", data[cmap + 8 : cmap + 12])[0]
    if struct.unpack(">H", data[at : at + 2])[0] != 4:
        raise RuntimeError("BeVietnamPro-Bold.ttf: cmap không ở dạng 4.")
    count = struct.unpack(">H", data[at + 6 : at + 8])[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack(f">{count}H", data[begin : begin + 2 * count])
        for begin in (at + 14 + shift for shift in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2))
    )
    found = set()
    for segment, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(start, min(end, 0xFFFE) + 1):
            glyph = point
            if offset:
                position = at + 16 + 6 * count + 2 * segment + offset + 2 * (point - start)
                glyph = struct.unpack(">H", data[position : position + 2])[0]
            if (glyph + delta) % 65536 and (glyph or not offset):
                found.add(point)
    return frozenset(found)


def missing_letters(text: str) -> list[str]:
    """The characters of a text that cannot be drawn, white space aside, each once, as they come."""
    return [
        char
        for char in dict.fromkeys(nfc("".join(text.split())))
        if ord(char) not in letters() or unicodedata.category(char) in ("Cc", "Cf")
    ]


def named(char: str) -> str:
    """A character for a message: “🙂” (U+1F642)."""
    number = f"U+{ord(char):04X}"
    return f"“{char}” ({number})" if char.isprintable() else f"({number})"


def require_letters(text: str) -> None:
    """Raise ``UnsupportedCharacter`` unless every character can be drawn."""
    for char in missing_letters(text):
        raise UnsupportedCharacter(
            f"Phông chữ không có ký tự {named(char)}. Hãy bỏ ký tự này khỏi nguyên văn rồi trình duyệt lại.",
            char,
        )


_widths: dict[str, Widths] = {}


def widths(words: Iterable[str]) -> dict[str, Widths]:
    """Advance widths of the words as Typst sets them, cached; one compilation for all new words."""
    requested = set(words)
    with _LOCK:
        unknown = sorted(requested - _widths.keys())
        if unknown:
            if len(_widths) > _MAX_CACHED_WORDS:
                _widths.clear()
                unknown = sorted(requested)
            compiler = _compilers()[0]
            compiler.compile(
                input=str(DESIGNS_DIR / "measure.typ"),
                format="png",
                ppi=1,
                sys_inputs={"words": json.dumps(unknown)},
            )
            answer = json.loads(compiler.query("<widths>", field="value", one=True))
            _widths.update((word, Widths(*pair)) for word, pair in zip(unknown, answer, strict=True))
        return {word: _widths[word] for word in requested}


def typeset(design: str, sheet: dict[str, Any], format: Literal["pdf", "png"], ppi: float = 72) -> bytes:
    """One page of ``designs/<design>.typ`` from the sheet, as PDF/UA-1 or as PNG of the trimmed page."""
    with _LOCK:
        page = _compilers()[1].compile(
            input=str(DESIGNS_DIR / f"{design}.typ"),
            format=format,
            ppi=ppi,
            sys_inputs={"sheet": json.dumps(sheet)},
            pdf_standards="ua-1" if format == "pdf" else [],
        )
    return cast(bytes, page)
