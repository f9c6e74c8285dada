"""Private details of OpenDocument files, and a copy without them."""

import re
from typing import Any, BinaryIO

from cms.file_text.archives import Archive
from media.privacy import packages
from media.privacy.findings import Findings, people_among
from media.privacy.packages import Change, changed_tree, contains, elements_named, remove

_PARTS = ("content.xml", "styles.xml")
_CHANGES = re.compile(rb"<text:changed-region[\s>]")
_COMMENT = re.compile(rb"<office:annotation[\s>]")
_PEOPLE = ("initial-creator", "creator", "printed-by")
_SIGNATURES = "META-INF/documentsignatures.xml"
_PREVIEW = "Thumbnails/thumbnail.png"


def findings(file: BinaryIO) -> Findings:
    """The private details of the file; raises ``BadZipFile``, ``TooLargeError`` or ``XMLSyntaxError``."""
    archive = Archive(file)
    parts = [part for part in _PARTS if part in archive.names]
    return Findings(
        has_tracked_changes=any(contains(archive, part, _CHANGES) for part in parts),
        has_comments=any(contains(archive, part, _COMMENT) for part in parts),
        has_places=packages.has_places(archive),
        people=people_among([*packages.texts_of(archive, "meta.xml", _PEOPLE)]),
        is_signed=_SIGNATURES in archive.names,
    )


def cleaned(file: BinaryIO) -> bytes:
    """The file with its changes accepted, without comments and without names."""
    archive = Archive(file)
    changes: dict[str, Change] = dict.fromkeys(_PARTS, changed_tree(_accept))
    changes["meta.xml"] = packages.empty(*_PEOPLE)
    changes["META-INF/manifest.xml"] = changed_tree(_forget_preview)
    return packages.packed_again(archive, {_PREVIEW}, changes)


def _accept(tree: Any) -> None:
    """Deleted words stand apart from the text, so that taking them away accepts the changes."""
    names = ("tracked-changes", "change", "change-start", "change-end", "annotation", "annotation-end")
    for element in elements_named(tree, *names):
        remove(element)


def _forget_preview(tree: Any) -> None:
    for element in elements_named(tree, "file-entry"):
        if _PREVIEW in element.attrib.values():
            remove(element)
