"""GIF: comments, XMP and whatever stands behind the end are dropped; frames stay byte for byte."""

from collections.abc import Iterator

SIGNATURES = (b"GIF87a", b"GIF89a")
_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_GRAPHIC_CONTROL, _APPLICATION = 0xF9, 0xFF
# Loops of animations and the colour profile.
_APPLICATIONS_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def strip(content: bytes) -> bytes:
    """The picture without metadata; raises ``ValueError`` or ``IndexError`` for a broken one."""
    start = _first_block(content)
    blocks = [content[start:end] for start, end in _blocks(content) if _is_public(content, start)]
    return content[:start] + b"".join(blocks)


def count_frames(content: bytes, largest: int) -> int:
    """The number of frames, counted no further than one above ``largest``; 0 for other content."""
    if content[:6] not in SIGNATURES:
        return 0
    count = 0
    try:
        for start, _end in _blocks(content):
            count += content[start] == _IMAGE
            if count > largest:
                break
    except (ValueError, IndexError):
        pass
    return count


def _is_public(content: bytes, start: int) -> bool:
    if content[start] != _EXTENSION:
        return True
    label = content[start + 1]
    return label == _GRAPHIC_CONTROL or (
        label == _APPLICATION and content[start + 3 : start + 14] in _APPLICATIONS_KEPT
    )


def _first_block(content: bytes) -> int:
    return 13 + _table_size(content[10])


def _table_size(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(content: bytes) -> Iterator[tuple[int, int]]:
    """(start, end) of each block up to the end mark, which is the last."""
    at = _first_block(content)
    while at < len(content):
        start, kind = at, content[at]
        if kind == _END:
            yield start, at + 1
            return
        if kind == 0:
            # Some programs write more end bytes than they should.
            at += 1
            continue
        if kind == _EXTENSION:
            at += 2
        elif kind == _IMAGE:
            at += 10 + _table_size(content[at + 9]) + 1
        else:
            raise ValueError("no block")
        while content[at]:
            at += content[at] + 1
        at += 1
        yield start, at
