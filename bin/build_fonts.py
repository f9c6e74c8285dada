#!/usr/bin/env python3
"""Make the two web fonts in ``cms/static/cms/fonts`` from the TTFs of ``fontpkg-be-vietnam-pro``.

Usage, with fontTools (dev requirements) and the package unpacked anywhere, never installed here:
``pip download --no-deps fontpkg-be-vietnam-pro==1.2 && unzip -d fontpkg *.whl``, then
``python bin/build_fonts.py fontpkg/fontpkg_be_vietnam_pro/files``.
The same TTFs and the same fontTools give the same bytes; ``media/fonts/README.md`` keeps their hashes.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "cms" / "static" / "cms" / "fonts"
FACES = {"Regular": "be-vietnam-pro-400.woff2", "Bold": "be-vietnam-pro-700.woff2"}

# Letters of Vietnamese beyond Latin-1 (Latin-1 has the grave, acute, circumflex and tilde ones).
VIETNAMESE = "ĂăĐđĨĩŨũƠơƯư" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
# Tones and vowel marks as combining characters: text typed in NFD must not fall apart.
MARKS = "".join(map(chr, (0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323)))
SIGNS = "–—‘’“”„•…′″‹›₫€™−"
LATIN = "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100)))
# ss01 is the two-storey a, which is not taken for an o under a stack of marks.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "ss01"]


def subset(source: Path, target: Path) -> str:
    """Write the subset of one face; return the SHA-256 (hex) of the file."""
    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=LATIN + VIETNAMESE + MARKS + SIGNS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main(folder: str) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for face, name in FACES.items():
        target = TARGET / name
        digest = subset(Path(folder) / f"BeVietnamPro-{face}.ttf", target)
        print(f"{digest}  {name}  {target.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
