"""Errors of submission about characters: invisible ones, and those that posters cannot show (rule 101)."""

from django.db import models
from django.utils.translation import gettext as _

from cms import repairs
from cms.letters import invisible, old_fonts
from cms.normalise import texts_of
from media.posters.typesetting import missing_letters, named

Errors = list[tuple[str | None, str]]
CONTEXT_LENGTH = 20


def hidden_errors(page: models.Model) -> Errors:
    """(field, message) for each text of the page in which invisible characters are left.

    They are left only where nothing is repaired: in quotations and in text of old fonts.
    """
    errors: Errors = []
    for field, text in texts_of(page):
        found = invisible.positions(text)
        if not found:
            continue
        line = next((line for line in old_fonts.find(text) if line.start <= found[0] < line.end), None)
        if line is not None:
            message = _("Chữ này gõ bằng phông cũ (%(font)s), người đọc sẽ thấy sai. Gõ lại: “%(text)s”.")
            errors.append((field.name, message % {"font": line.encoding, "text": line.decoded.strip()}))
            continue
        near = invisible.strip(text[max(0, found[0] - CONTEXT_LENGTH) : found[0] + CONTEXT_LENGTH])
        values = {
            "n": len(found),
            "codes": repairs.codes("".join(text[at] for at in found)),
            "near": " ".join(near.split()),
        }
        message = _(
            "Còn %(n)d ký tự không nhìn thấy (%(codes)s), chỗ đầu ở gần “%(near)s”. "
            "Xóa mấy chữ quanh đó rồi gõ lại bằng tay."
        )
        errors.append((field.name, message % values))
    return errors


def poster_errors(field: str, text: str) -> Errors:
    """(field, message) when posters, banners and pictures cannot show the text."""
    missing = missing_letters(invisible.strip(text))
    if not missing:
        return []
    message = _(
        "Phông chữ của áp phích, băng rôn không có %(letters)s. Bỏ hoặc thay chỗ này; "
        "để nguyên thì không làm được áp phích nào."
    )
    return [(field, message % {"letters": ", ".join(map(named, missing))})]
