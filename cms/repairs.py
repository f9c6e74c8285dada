"""Notes of what the normalisation of text has repaired, and the sentences that tell it to the user."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.letters import Change, Kind


@dataclass(frozen=True, slots=True)
class Note:
    """A change in the field with this label; "" for a text without a field."""

    label: str
    change: Change


_notes: ContextVar[list[Note] | None] = ContextVar("notes of repairs", default=None)


def note(label: Any, changes: Iterable[Change]) -> None:
    """Note the changes for whoever collects them; nothing happens when nobody does."""
    notes = _notes.get()
    if notes is not None:
        notes += (Note(capfirst(str(label)), change) for change in changes)


def is_collecting() -> bool:
    return _notes.get() is not None


@contextmanager
def collected() -> Iterator[list[Note]]:
    """The list to which every repair inside the block is added."""
    notes: list[Note] = []
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def codes(text: str) -> str:
    """The code points of a text: "U+00D0, U+200B"."""
    return ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(text))


def sentences(notes: Iterable[Note]) -> list[str]:
    """One sentence for each repair and one for each question, with the fields that have it."""
    places: dict[str, list[str]] = {}
    invisible: dict[str, list[str]] = {}
    spaces: dict[str, int] = {}
    for one in notes:
        if one.change.kind is Kind.INVISIBLE:
            invisible.setdefault(one.label, []).append(one.change.before)
        elif one.change.kind is Kind.SPACE:
            spaces[one.label] = spaces.get(one.label, 0) + 1
        else:
            labels = places.setdefault(describe(one.change), [])
            if one.label and one.label not in labels:
                labels.append(one.label)
    found = [_placed(sentence, ", ".join(labels)) for sentence, labels in places.items()]
    for label, removed in invisible.items():
        text = ngettext(
            "Đã bỏ %(n)d ký tự không nhìn thấy (%(codes)s)",
            "Đã bỏ %(n)d ký tự không nhìn thấy (%(codes)s)",
            len(removed),
        )
        found.append(_placed(text % {"n": len(removed), "codes": codes("".join(removed))}, label))
    for label, count in spaces.items():
        text = ngettext(
            "Đã thay %(n)d dấu cách hoặc ngắt dòng đặc biệt bằng loại thường",
            "Đã thay %(n)d dấu cách hoặc ngắt dòng đặc biệt bằng loại thường",
            count,
        )
        found.append(_placed(text % {"n": count}, label))
    return found


def _placed(sentence: str, labels: str) -> str:
    if not labels:
        return f"{sentence}."
    return _("%(sentence)s trong %(fields)s.") % {"sentence": sentence, "fields": labels}


def describe(change: Change) -> str:
    """The change in words, without its place and full stop."""
    values = {"before": change.before, "after": change.after, "codes": odd_codes(change)}
    if change.kind is Kind.OLD_FONT:
        values |= {"before": _short(change.before), "after": _short(change.after or "")}
        return _("“%(before)s” giống chữ gõ bằng phông cũ; có lẽ là “%(after)s”. Hãy gõ lại chỗ này") % values
    if change.kind is Kind.STRAY_MARK:
        return _("“%(before)s” có dấu thừa hoặc đặt sai chỗ. Hãy gõ lại chữ này") % values
    if change.is_sure:
        return _("Đã sửa “%(before)s” (%(codes)s) thành “%(after)s”") % values
    return _(
        "“%(before)s” có chữ cái lạ (%(codes)s) trông như “%(after)s”. Nếu không phải tên riêng, gõ lại"
    ) % (values)


def odd_codes(change: Change) -> str:
    """The code points that the change takes away."""
    return codes("".join(char for char in change.before if char not in (change.after or "")) or change.before)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
