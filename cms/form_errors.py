"""Errors that name their field, beside each field and in the list above a form (rule 103).

Django says "This field is required." of every field alike. A message that a field, form or block has of its
own is kept as it is.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin import messages

from cms.stale_forms.conflicts import render as render_conflict
from cms.stale_forms.versions import LOADED

STANDARD_MESSAGES = (
    forms.Field.default_error_messages["required"],
    models.Field.default_error_messages["blank"],
    models.Field.default_error_messages["null"],
)
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)


def ask_for(label: str, field: forms.Field | None) -> str:
    """The sentence that asks for a missing value."""
    if isinstance(field, forms.BooleanField):
        return _("Hãy đánh dấu “%(label)s”.") % {"label": label}
    if isinstance(field, CHOSEN):
        return _("Hãy chọn “%(label)s”.") % {"label": label}
    return _("Hãy nhập “%(label)s”.") % {"label": label}


def _child(label: str, block: Any, value: Any, key: Any) -> tuple[str, Any, Any]:
    """(label, block, value) of the child at a key of a block's errors."""
    if isinstance(block, blocks.ListBlock):
        return f"{label} {key + 1}", block.child_block, value[key]
    if isinstance(block, blocks.StreamBlock):
        return str(value[key].block.label), value[key].block, value[key].value
    return str(block.child_blocks[key].label), block.child_blocks[key], value[key]


def _named(error: Any, label: str, field: Any, block: Any, value: Any) -> Any:
    """The error with the label in place of a standard message, through all blocks of a story."""
    if not hasattr(error, "block_errors"):
        is_standard = {str(message) for message in STANDARD_MESSAGES}.intersection(error.messages)
        return ValidationError(ask_for(label, field), code="required") if is_standard else error
    inside = {}
    for key, inner in error.block_errors.items():
        name, child, content = _child(label, block, value, key)
        inside[key] = _named(inner, name, getattr(child, "field", None), child, content)
    own = [_named(inner, label, field, None, None) for inner in error.non_block_errors.as_data()]
    return type(error)(block_errors=inside, non_block_errors=own)


def _sentences(error: Any, places: list[str], block: Any, value: Any) -> Iterator[str]:
    """A sentence for each message in a named error; a place that the message names is left out."""
    if not hasattr(error, "block_errors"):
        for message in error.messages:
            where = " › ".join(places[:-1] if f"“{places[-1]}”" in message else places)
            yield f"{where}: {message}" if where else message
        return
    for inner in error.non_block_errors.as_data():
        yield from _sentences(inner, places, None, None)
    for key, inner in error.block_errors.items():
        name, child, content = _child(places[-1], block, value, key)
        yield from _sentences(inner, [*places, name], child, content)


class NamingBoundField(BoundField):
    """A bound field whose errors name it."""

    @property
    def block(self) -> Any:
        return getattr(self.field, "block", None)

    @property
    def name_of_field(self) -> str:
        return str(capfirst(self.label))

    @property
    def errors(self) -> ErrorList:
        found = copy(super().errors)
        value = self.value() if found and self.block else None
        found.data = [
            _named(error, self.name_of_field, self.field, self.block, value) for error in found.as_data()
        ]
        return found

    def sentences(self, place: list[str]) -> Iterator[str]:
        """The errors as sentences that stand by themselves."""
        for error in self.errors.as_data():
            yield from _sentences(error, [*place, self.name_of_field], self.block, self.value())


class FormRenderer(TemplatesSetting):
    """Django's renderer of forms, with bound fields that name themselves in errors."""

    bound_field_class = NamingBoundField


def sentences(form: Any, place: tuple[str, ...] = ()) -> Iterator[str]:
    """A sentence for each error of a form, its child forms and its blocks, which says where it is."""
    before = f"{' › '.join(place)}: " if place else ""
    for name, errors in form.errors.items():
        if name == LOADED:
            continue  # the conflict stands above the form, with both versions
        if name != NON_FIELD_ERRORS and name in form.fields:
            yield from form[name].sentences(list(place))
        else:
            yield from (f"{before}{message}" for message in errors)
    for formset in getattr(form, "formsets", {}).values():
        name = str(capfirst(formset.model._meta.verbose_name))
        yield from (f"{name}: {message}" for message in formset.non_form_errors())
        for number, child in enumerate(formset.forms, 1):
            yield from sentences(child, (*place, f"{name} {number}"))


def validation_error(request: HttpRequest, message: str, form: Any, buttons: Any = None) -> None:
    """Wagtail's message above a form that was refused, with each error once, after a conflict of versions."""
    conflict = getattr(form, "conflict", None)
    if conflict:
        messages.messages.error(request, render_conflict(request, conflict))
        if set(form.errors) == {LOADED}:
            return
    rows = format_html_join("\n", "<li>{}</li>", ((row,) for row in dict.fromkeys(sentences(form))))
    detail = format_html('<ul class="errorlist">{}</ul>', rows)
    messages.messages.error(request, messages.render(message, buttons, detail=detail))


def register() -> None:
    """Let Wagtail's edit views list all errors; by itself it does so only beside errors of no field."""
    messages.validation_error = validation_error
