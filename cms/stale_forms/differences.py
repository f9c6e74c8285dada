"""Two versions of a record side by side, in words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, NamedTuple

from django.core.files.base import File
from django.db import models
from django.forms import ModelChoiceField
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import ListBlock, StreamValue, StructValue
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText
from wagtail.utils.text import text_from_html

from cms.stale_forms.versions import values_of


class Difference(NamedTuple):
    """A field with its stored and its typed value, both in words."""

    label: str
    stored: str
    typed: str


def differences(form: Any, record: Any) -> list[Difference]:
    """The fields of a bound form whose typed values differ from those of the record."""
    found = []
    for name, value in values_of(form, record).items():
        if name in form.fields:
            if getattr(form.fields[name].widget, "input_type", "") == "password":
                continue
            label, typed = form[name].label, form.cleaned_data.get(name, form[name].value())
        elif name in getattr(form, "formsets", {}):
            label = form.formsets[name].model._meta.verbose_name_plural
            typed = [row.cleaned_data for row in form.formsets[name].forms if _is_filled(row)]
        else:
            continue
        stored, typed = (_in_words(form, name, one) for one in (value, typed))
        if stored.split() != typed.split():
            found.append(Difference(str(capfirst(label)), stored, typed))
    return found


def _is_filled(row: Any) -> bool:
    return bool(getattr(row, "cleaned_data", None)) and not row.cleaned_data.get("DELETE")


def _in_words(form: Any, name: str, value: Any) -> str:
    if any(field.name == name and isinstance(field, RichTextField) for field in form.instance._meta.fields):
        return text_from_html(str(value or ""))
    return words(value, form.fields.get(name))


def words(value: Any, field: Any = None) -> str:
    """The value as a person reads it, chosen options by their labels; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, StreamValue | StructValue | RichText):
        return "\n".join(_block_words(value))
    if isinstance(value, dict):
        parts = (words(part) for key, part in value.items() if key not in _TECHNICAL)
        return ", ".join(filter(None, parts))
    if isinstance(value, Iterable) and not isinstance(value, str | File):
        return "; ".join(sorted(words(item, field) for item in value))
    return _single(value, field)


def _single(value: Any, field: Any) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%H:%M, %d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, File):
        return PurePath(value.name or "").name
    return _option(value, field)


_TECHNICAL = ("id", "DELETE", "ORDER", "sort_order")


def _option(value: Any, field: Any) -> str:
    if isinstance(value, models.Model) or isinstance(field, ModelChoiceField):
        return str(value)
    options = dict(getattr(field, "choices", ()))
    return str(options.get(value, value))


def _block_words(value: Any) -> Iterator[str]:
    """The words of a block and of all blocks in it."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from _block_words(child.value)
    elif isinstance(value, StructValue):
        for bound in value.bound_blocks.values():
            yield from _block_words(bound.value)
    elif isinstance(getattr(value, "list_block", None), ListBlock):
        for bound in value.bound_blocks:
            yield from _block_words(bound.value)
    elif isinstance(value, RichText):
        yield text_from_html(value.source)
    elif value not in (None, ""):
        yield words(value)
