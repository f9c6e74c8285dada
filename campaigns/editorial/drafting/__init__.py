"""Checks a draft for mistakes that are easily overlooked, before it is published.

Pure functions over the text; they report and never correct. They must find the errors with which the
source documents were issued, and report nothing in a correct text (rule 42).
"""

from collections.abc import Mapping

from campaigns.editorial.drafting import citations, contents, spelling, structure
from campaigns.editorial.drafting.citations import document_key
from campaigns.editorial.drafting.findings import Finding, Kind
from campaigns.editorial.drafting.words import words
from cms.vietnamese import nfc

__all__ = ["Finding", "Kind", "check", "document_key"]


def check(text: str, *, cited: Mapping[str, str] | None = None) -> list[Finding]:
    """The findings in a text in reading order, without overlaps of the same kind.

    ``cited`` maps numbers of documents out of force to the reason ("được thay thế bởi 33/QĐ-TTg"); numbers
    are compared by ``document_key``. Without it the built-in ones of ``citations`` are used. Never raises;
    the time is proportional to the length of the text.
    """
    text = nfc(text)
    findings = [
        *contents.check(text),
        *citations.check(text, cited),
        *structure.check(text),
        *spelling.check(text, words(text)),
    ]
    # Longer findings first: of overlapping ones the one with more context is kept.
    order = {kind: at for at, kind in enumerate(Kind)}
    findings.sort(
        key=lambda item: (order[item.kind], item.suggestion is None, item.start - item.end, item.start)
    )
    selected: list[Finding] = []
    covered: dict[Kind, set[int]] = {}
    for item in findings:
        positions = covered.setdefault(item.kind, set())
        if not positions.intersection(range(item.start, item.end)):
            positions.update(range(item.start, item.end))
            selected.append(item)
    return sorted(selected, key=lambda item: (item.start, item.end))
