"""Slugs as an editor types a title: the browser's slug field folds Vietnamese as the server does."""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput

from cms.vietnamese import fold

MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


def formatters() -> list[tuple[str, str]]:
    """(character class, letter) for each base letter, both cases."""
    classes: dict[str, str] = {}
    for letter in MARKED + MARKED.upper():
        classes[fold(letter)] = classes.get(fold(letter), "") + letter
    return [(f"[{marked}]", letter) for letter, marked in classes.items()]


def register() -> None:
    register_form_field_override(models.SlugField, override={"widget": SlugInput(formatters=formatters())})
