"""Private details of DOCX, XLSX and PPTX files, and a copy without them."""

import re
from typing import Any, BinaryIO

from cms.file_text.archives import Archive
from cms.file_text.states import TooLargeError
from media.privacy import packages, word_changes
from media.privacy.findings import Findings, people_among
from media.privacy.packages import Change, changed_tree, contains, elements_named, remove, target_of

_CORE, _APP, _TYPES = "docProps/core.xml", "docProps/app.xml", "[Content_Types].xml"
# A tree takes ten times the bytes of its part.
_LARGEST_TREE = 24 * 1024 * 1024
_WORD_PARTS = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
_CHANGES = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|\w+Change|cellIns|cellDel|cellMerge)[\s/>]")
_COMMENT_PARTS = re.compile(
    r"(word/comments\w*|xl/comments\d*|xl/(?:comments|threadedComments)/.+|ppt/comments/.+)\.xml"
)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment|cm)[\s>]")
_REVISIONS = re.compile(r"xl/revisions/.+")
_DROPPED = re.compile(
    r"word/people\.xml|xl/persons/.+|ppt/(commentAuthors|authors)\.xml|docProps/(custom\.xml|thumbnail\..+)"
)
_NOTES = re.compile(r"xl/drawings/vmlDrawing\d+\.vml")
_OBJECT = re.compile(rb'ObjectType="(\w+)"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_LEGACY_DRAWING = re.compile(rb'<(?:\w+:)?legacyDrawing [^>]*?id="([^"]+)"[^>]*?/>')
# Excel writes the folder in which the file was saved, with the name of the user.
_FOLDER = re.compile(rb'absPath[^>]*url="[^"]*?[\\/]Users[\\/]([^\\/"]+)', re.IGNORECASE)
_FOLDER_ELEMENT = re.compile(
    rb"<mc:AlternateContent[^>]*>(?:(?!</mc:AlternateContent>).)*?absPath.*?</mc:AlternateContent>", re.DOTALL
)


def findings(file: BinaryIO) -> Findings:
    """The private details of the file; raises ``BadZipFile``, ``TooLargeError`` or ``XMLSyntaxError``."""
    archive = Archive(file)
    names = archive.names
    people = packages.texts_of(archive, _CORE, ("creator", "lastModifiedBy"))
    people += packages.texts_of(archive, _APP, ("Manager",))
    if "xl/workbook.xml" in names:
        people += [one.decode(errors="replace") for one in _FOLDER.findall(archive.read("xl/workbook.xml"))]
    return Findings(
        has_tracked_changes=any(_REVISIONS.fullmatch(name) for name in names)
        or any(contains(archive, name, _CHANGES) for name in names if _WORD_PARTS.fullmatch(name)),
        has_comments=any(
            contains(archive, name, _COMMENT) for name in names if _COMMENT_PARTS.fullmatch(name)
        ),
        has_places=packages.has_places(archive),
        people=people_among(list(people)),
        is_signed=any(name.startswith("_xmlsignatures/") for name in names),
    )


def cleaned(file: BinaryIO) -> bytes:
    """The file with its changes accepted, without comments and without names."""
    archive = Archive(file)
    if any(archive.size(name) > _LARGEST_TREE for name in archive.names if _WORD_PARTS.fullmatch(name)):
        raise TooLargeError
    dropped = {name for name in archive.names if _is_dropped(archive, name)}
    changes: dict[str, Change] = {
        _CORE: packages.empty("creator", "lastModifiedBy"),
        _APP: packages.empty("Manager", "HyperlinkBase"),
        _TYPES: changed_tree(lambda tree: _forget_parts(tree, dropped)),
        "word/settings.xml": changed_tree(_forget_settings),
        "xl/workbook.xml": lambda content: _FOLDER_ELEMENT.sub(b"", content),
    }
    for name in archive.names:
        if _WORD_PARTS.fullmatch(name):
            changes[name] = changed_tree(word_changes.accept)
        elif name.endswith(".rels"):
            changes[name] = _without_relations(name, dropped)
        elif _SHEET.fullmatch(name):
            changes[name] = _without_notes(_dropped_relations(archive, name, dropped))
    return packages.packed_again(archive, dropped, changes)


def _is_dropped(archive: Archive, name: str) -> bool:
    if _NOTES.fullmatch(name):
        return set(_OBJECT.findall(archive.read(name))) <= {b"Note"}
    return any(one.fullmatch(name) for one in (_COMMENT_PARTS, _REVISIONS, _DROPPED))


def _forget_parts(tree: Any, dropped: set[str]) -> None:
    for element in elements_named(tree, "Override"):
        if element.get("PartName", "").lstrip("/") in dropped:
            remove(element)


def _forget_settings(tree: Any) -> None:
    for element in elements_named(tree, "trackRevisions", "attachedTemplate", "rsids"):
        remove(element)


def _without_relations(part: str, dropped: set[str]) -> Change:
    def change(tree: Any) -> None:
        for element in elements_named(tree, "Relationship"):
            is_template = element.get("Type", "").endswith("/attachedTemplate")
            if is_template or target_of(part, element.get("Target", "")) in dropped:
                remove(element)

    return changed_tree(change)


def _dropped_relations(archive: Archive, sheet: str, dropped: set[str]) -> set[bytes]:
    """The keys of the relations of a sheet that point to dropped parts."""
    folder, _slash, base = sheet.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels"
    root = archive.xml(rels)
    relations = [] if root is None else elements_named(root, "Relationship")
    return {
        one.get("Id", "").encode() for one in relations if target_of(rels, one.get("Target", "")) in dropped
    }


def _without_notes(keys: set[bytes]) -> Change:
    return lambda content: _LEGACY_DRAWING.sub(lambda one: b"" if one[1] in keys else one[0], content)
