"""Accepts all tracked changes of a part of a Word file and takes out its comments."""

from typing import Any

from lxml import etree

from media.privacy.packages import elements_named, remove, unwrap

_DELETED = ("del", "moveFrom")
_INSERTED = ("ins", "moveTo")
_MARKS = (
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
    *("trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellMerge"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
    *("customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
    *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
    *("commentRangeStart", "commentRangeEnd", "annotationRef", "commentReference"),
)
# Here a change marks what stands around it: the end of a paragraph, a row, a cell.
_PROPERTIES = ("rPr", "trPr", "tcPr", "numPr")


def accept(tree: Any) -> None:
    """Change the tree of a part to what the page shows when all changes are accepted."""
    for row in elements_named(tree, "tr"):
        if _has_mark(row, "trPr", *_DELETED):
            remove(row)
    for cell in elements_named(tree, "tc"):
        if _has_mark(cell, "tcPr", "cellDel"):
            remove(cell)
    for paragraph in elements_named(tree, "p"):
        if _ends_deleted(paragraph):
            _join_with_next(paragraph)
    for element in elements_named(tree, *_DELETED, *_MARKS):
        remove(element)
    for element in elements_named(tree, *_INSERTED):
        if _name(element.getparent()) in _PROPERTIES:
            remove(element)
        else:
            unwrap(element)


def _name(element: Any) -> str:
    return "" if element is None else str(etree.QName(element).localname)


def _child(element: Any, name: str) -> Any:
    return next(iter(element.iterchildren(f"{{*}}{name}")), None)


def _has_mark(element: Any, properties: str, *marks: str) -> bool:
    found = _child(element, properties)
    return found is not None and any(_child(found, mark) is not None for mark in marks)


def _ends_deleted(paragraph: Any) -> bool:
    properties = _child(paragraph, "pPr")
    return properties is not None and _has_mark(properties, "rPr", *_DELETED)


def _join_with_next(paragraph: Any) -> None:
    """The text of a paragraph whose end was deleted begins the next one, which keeps its layout."""
    following = paragraph.getnext()
    if following is None or _name(following) != "p":
        return
    at = 0 if _child(following, "pPr") is None else 1
    for child in reversed([one for one in paragraph if _name(one) != "pPr"]):
        following.insert(at, child)
    remove(paragraph)
