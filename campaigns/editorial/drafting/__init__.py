"""Checks of a draft before it is published: what people overlook, not what they mean.

Pure rules over the text; nothing is corrected here, an editor decides. The errors that the five source
documents were issued with (rule 42) are what they must find; a plain correct text gives nothing.
"""

from collections.abc import Mapping

from campaigns.editorial.drafting import citations, contents, spelling, structure
from campaigns.editorial.drafting.citations import document_key
from campaigns.editorial.drafting.findings import Finding, Kind
from campaigns.editorial.drafting.words import words
from cms.vietnamese import nfc

__all__ = ["Finding", "Kind", "check", "document_key"]


def check(text: str, *, cited: Mapping[str, str] | None = None) -> list[Finding]:
    """The doubtful places of a text, in reading order, without overlaps of the same kind.

    ``cited`` leads from the number of a document out of force to the reason, as readers are told it
    ("được thay thế bởi 33/QĐ-TTg"); spelling of the number does not matter (``document_key``). Without
    it, the few of ``citations.REPLACED`` are used. Never raises; takes time in proportion to the text.
    """
    text = nfc(text)
    findings = [
        *contents.check(text),
        *citations.check(text, cited),
        *structure.check(text),
        *spelling.check(text, words(text)),
    ]
    # Longer first: the finding that sees more context speaks for the place.
    order = {kind: at for at, kind in enumerate(Kind)}
    findings.sort(
        key=lambda item: (order[item.kind], item.suggestion is None, item.start - item.end, item.start)
    )
    kept: list[Finding] = []
    taken: dict[Kind, set[int]] = {}
    for item in findings:
        places = taken.setdefault(item.kind, set())
        if not places.intersection(range(item.start, item.end)):
            places.update(range(item.start, item.end))
            kept.append(item)
    return sorted(kept, key=lambda item: (item.start, item.end))
