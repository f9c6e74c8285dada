"""Normalises all stored text, by one ``pre_save`` receiver: NFC, and letters that were typed wrongly.

What people type is repaired by ``cms.letters`` and noted in ``cms.repairs``. What is quoted (fields named in
``verbatim_fields`` of their model or block) or was approved (``is_verbatim`` records) only becomes NFC (rules
97 and 100).
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.signals import pre_save
from django.utils.html import strip_tags
from taggit.utils import _parse_tags
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision

from cms import repairs
from cms.letters import Change, changes, repair
from cms.rich_text import clean_rich_text
from cms.text_blocks import Visit, visit_block
from cms.vietnamese import nfc

# Not allowed in feeds and XML files. Those that Word uses as line breaks become spaces.
_CONTROLS: dict[int, str | None] = {code: None for code in range(0x20) if chr(code) not in "\t\n\r"}
_CONTROLS |= dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F), " ")
# Top-level packages whose models are normalised, with those of the apps inside them.
PACKAGES = {"campaigns", "cms", "media", "search"}
# Models of libraries whose text people type.
OTHERS = {
    "taggit.tag",
    "wagtailcore.collection",
    "wagtailcore.comment",
    "wagtailcore.commentreply",
    "wagtailcore.site",
    "wagtailcore.taskstate",
}
_REFERENCE = re.compile("&#?[0-9A-Za-z]{1,24};")


def normalise_text(text: str) -> str:
    """The text in NFC with line feeds as line ends, without control characters except tab.

    Browsers send CRLF, which would change the character count of SMS.
    """
    return nfc(_line_ends(text).translate(_CONTROLS))


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def typed(text: str, label: Any = "") -> str:
    """Repair what a person typed; the repairs are noted under the label of the field."""
    text, made = _repaired(text)
    repairs.note(label, made)
    return text


def _repaired(text: str, is_html: bool = False) -> tuple[str, list[Change]]:
    if is_html:
        # A character may also stand as a reference.
        text = clean_rich_text(_REFERENCE.sub(_decoded, text))
    text, made = repair(_line_ends(text))
    return normalise_text(text), made


def _decoded(reference: re.Match[str]) -> str:
    char = unescape(reference.group())
    return reference.group() if char in "<>&\"'" else char


def normalise_value(value: Any) -> Any:
    """The value with every string in lists and mappings normalised, none repaired."""
    if isinstance(value, str):
        return normalise_text(value)
    if isinstance(value, dict):
        return {normalise_value(key): normalise_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [normalise_value(item) for item in value]
    return value


def _note(model: type[models.Model], label: Any, text: str, made: list[Change]) -> None:
    """Note the repairs, and the questions to ask; of pages that are appraised the remarks ask."""
    if repairs.is_collecting():
        questions = [] if hasattr(model, "exact_text") else [one for one in changes(text) if not one.is_sure]
        repairs.note(label, made + questions)


def _visit(model: type[models.Model], label: Any, as_is: bool) -> Visit:
    def visit(text: str, is_verbatim: bool, is_html: bool) -> str:
        if as_is or is_verbatim:
            return normalise_text(text)
        text, made = _repaired(text, is_html)
        _note(model, label, text, made)
        return text

    return visit


def _text(model: type[models.Model], field: models.Field[Any, Any], text: str, as_is: bool) -> str:
    """Normalise the text of a field; repair it unless it is verbatim, quoted or made by a program."""
    is_verbatim = field.name in getattr(model, "verbatim_fields", ())
    if as_is or is_verbatim or not field.editable or field.choices:
        return normalise_text(text)
    clean, made = _repaired(text, isinstance(field, RichTextField))
    if made and not isinstance(field, models.TextField):
        clean = clean.replace("\n", " ")
    # A ligature becomes two letters.
    if field.max_length and len(clean) > field.max_length >= len(text):
        return normalise_text(text)
    _note(model, field.verbose_name, clean, made)
    return clean


def _is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not isinstance(field, StreamField)


def normalise_fields(instance: models.Model, is_draft: bool = False) -> None:
    """Normalise every text field of the instance in memory, and repair what was typed.

    ``is_draft`` says that the instance is a draft even if it is verbatim in the database.
    """
    model, as_is = type(instance), not is_draft and bool(getattr(instance, "is_verbatim", False))
    for field in instance._meta.concrete_fields:
        if field.attname not in instance.__dict__:
            continue
        value = instance.__dict__[field.attname]
        if isinstance(field, StreamField):
            blocks = field.stream_block.get_prep_value(value)
            clean = visit_block(field.stream_block, blocks, _visit(model, field.verbose_name, as_is))
            if clean != blocks:
                setattr(instance, field.attname, field.to_python(json.dumps(clean)))
        elif _is_text(field) and isinstance(value, str):
            setattr(instance, field.attname, _text(model, field, value, as_is))
        elif isinstance(field, models.JSONField):
            setattr(instance, field.attname, normalise_value(value))


def normalise_data(model: type[models.Model], data: dict[str, Any], as_is: bool) -> dict[str, Any]:
    """The serialised fields of an instance of the model, as in a revision, normalised like its fields."""
    return {name: _data_value(model, name, value, as_is) for name, value in data.items()}


def _data_value(model: type[models.Model], name: str, value: Any, as_is: bool) -> Any:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return normalise_value(value)
    if isinstance(field, StreamField) and isinstance(value, str):
        # JSON text, in which characters may be escaped.
        try:
            blocks = json.loads(value)
        except ValueError:
            return normalise_text(value)
        clean = visit_block(field.stream_block, blocks, _visit(model, field.verbose_name, as_is))
        return value if clean == blocks else json.dumps(clean)
    if isinstance(field, models.Field) and _is_text(field) and isinstance(value, str):
        return _text(model, field, value, as_is)
    if isinstance(value, list) and field.is_relation and field.related_model:
        return [
            normalise_data(field.related_model, row, as_is) if isinstance(row, dict) else row for row in value
        ]
    return normalise_value(value)


def texts_of(instance: models.Model) -> Iterator[tuple[Any, str]]:
    """(field, text) for every text in the fields and blocks of the instance that a person typed."""
    for field in instance._meta.concrete_fields:
        value = instance.__dict__.get(field.attname)
        if isinstance(field, StreamField):
            found: list[str] = []

            def keep(text: str, is_verbatim: bool, is_html: bool, found: list[str] = found) -> str:
                found.append(_plain(text) if is_html else text)
                return text

            visit_block(field.stream_block, field.stream_block.get_prep_value(value), keep)
            yield from ((field, text) for text in found)
        elif _is_text(field) and isinstance(value, str) and field.editable and not field.choices:
            yield field, _plain(value) if isinstance(field, RichTextField) else value


def _plain(html: str) -> str:
    return unescape(strip_tags(html))


class Normalised(models.Model):
    """Mixin for models with unique text: forms must compare the normalised values."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        normalise_fields(self)
        super().clean_fields(exclude=exclude)


def tags_from_string(text: str) -> list[str]:
    """The tags of a form field, repaired before they are compared with those that exist.

    For the setting ``TAGGIT_TAGS_FROM_STRING``; the rest is taggit's own parser.
    """
    return list(_parse_tags(typed(text, "thẻ")))


def on_pre_save(
    sender: type[models.Model], instance: models.Model, update_fields: Any = None, **kwargs: Any
) -> None:
    """Receiver of ``pre_save`` for the models of this project, all pages and revisions, and ``OTHERS``."""
    if isinstance(instance, Revision):
        _normalise_revision(instance, update_fields)
        return
    app = apps.app_configs.get(sender._meta.app_label)
    is_of_project = app is not None and app.name.partition(".")[0] in PACKAGES
    if is_of_project or issubclass(sender, Page) or sender._meta.label_lower in OTHERS:
        normalise_fields(instance)


def _normalise_revision(revision: Revision, update_fields: Any) -> None:
    """Repair the text of a new revision, or of one that autosave writes again before it is submitted."""
    is_new = revision._state.adding or revision.pk is None
    as_is = not is_new and (update_fields is not None or revision.task_states.exists())
    model = revision.content_type.model_class()
    if model is not None and "content" in revision.__dict__:
        revision.content = normalise_data(model, revision.content, as_is)
    if "object_str" in revision.__dict__:
        revision.object_str = normalise_text(revision.object_str)


def connect() -> None:
    pre_save.connect(on_pre_save, dispatch_uid="cms.normalise")
