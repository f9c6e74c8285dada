"""Private details that Office and OpenDocument files have in common: parts, properties, pictures."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree
from PIL import ExifTags, Image

from cms.file_text.archives import Archive
from media.intake.pictures import ERRORS
from media.metadata import without_metadata

_PICTURE = re.compile(r"(^|/)(media|Pictures)/[^/]+\.(jpe?g|png|webp|gif)$", re.IGNORECASE)
_LARGEST_PICTURE = 20 * 1024 * 1024
_CHUNK = 1 << 20
_OVERLAP = 200  # bytes; longer than what the patterns match
Change = Callable[[bytes], bytes]


def texts_of(archive: Archive, part: str, names: Iterable[str]) -> list[str]:
    """The texts of the elements with these local names in a part; none when it is missing."""
    root = archive.xml(part)
    wanted = set(names)
    elements = () if root is None else root.iter("{*}*")
    return [one.text or "" for one in elements if etree.QName(one).localname in wanted]


def contains(archive: Archive, part: str, pattern: re.Pattern[bytes]) -> bool:
    """Whether the pattern occurs in a part, which is read in pieces."""
    rest = b""
    stream = archive.open(part)
    while chunk := stream.read(_CHUNK):
        if pattern.search(rest + chunk):
            return True
        rest = (rest + chunk)[-_OVERLAP:]
    return False


def has_places(archive: Archive) -> bool:
    """Whether a picture inside says where it was taken."""
    return any(
        _says_where(archive.read(part))
        for part in archive.names
        if _PICTURE.search(part) and archive.size(part) <= _LARGEST_PICTURE
    )


def _says_where(content: bytes) -> bool:
    try:
        with Image.open(BytesIO(content)) as picture:
            return bool(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except (*ERRORS, Image.DecompressionBombError):
        return False


def packed_again(archive: Archive, dropped: set[str], changes: Mapping[str, Change]) -> bytes:
    """The package without the dropped parts, with changed parts, and with pictures without metadata."""
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as made:
        for part in archive.names:
            if part in dropped or part.endswith("/"):
                continue
            content = archive.read(part)
            if part in changes:
                content = changes[part](content)
            elif _PICTURE.search(part):
                content = without_metadata(content)
            # Programs recognise an OpenDocument file by this part, first and not compressed.
            made.writestr(part, content, ZIP_STORED if part == "mimetype" else ZIP_DEFLATED)
    return output.getvalue()


def changed_tree(change: Callable[[Any], None]) -> Change:
    """A change of bytes from a change of the tree of an XML part."""

    def apply(content: bytes) -> bytes:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        tree = etree.fromstring(content, parser)
        change(tree)
        return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

    return apply


def elements_named(tree: Any, *names: str) -> list[Any]:
    """The elements with these local names, in the order of the part."""
    return list(tree.iter(*(f"{{*}}{name}" for name in names)))


def remove(element: Any) -> None:
    """Remove the element from its parent; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Put the children of the element in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(at + 1, child)
        remove(element)


def empty(*names: str) -> Change:
    """A change that empties the elements with these local names."""

    def change(tree: Any) -> None:
        for element in elements_named(tree, *names):
            element.text = ""

    return changed_tree(change)


def target_of(rels_part: str, target: str) -> str:
    """The part that a relation in ``rels_part`` points to."""
    folder = posixpath.dirname(posixpath.dirname(rels_part))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
