"""Slug widget that folds Vietnamese letters in the browser as ``slugify`` does on the server."""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput

from cms.vietnamese import STROKED, fold

MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


def formatters() -> list[tuple[str, str]]:
    """(character class, letter) for each base letter, both cases."""
    classes: dict[str, str] = {}
    for letter in (*MARKED, *MARKED.upper(), *STROKED):
        classes[fold(letter)] = classes.get(fold(letter), "") + letter
    return [(f"[{marked}]", letter) for letter, marked in classes.items()]


def register() -> None:
    """Use the widget for the slug fields of all admin forms."""
    register_form_field_override(models.SlugField, override={"widget": SlugInput(formatters=formatters())})
