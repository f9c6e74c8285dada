"""Text on every way in: NFC and free of control characters, by one signal, revisions included."""

import json
from typing import Any

from django.db import models
from django.db.models.signals import pre_save
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.vietnamese import nfc

# No feed and no XML file can carry them. Word's own line breaks part words; the others part nothing.
_CONTROLS: dict[int, str | None] = {code: None for code in range(0x20) if chr(code) not in "\t\n\r"}
_CONTROLS |= dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F), " ")
OWN_APPS = {"accounts", "campaigns", "cms", "media", "portal", "search", "vocabulary"}


def as_stored(text: str) -> str:
    """The text in NFC, lines ended by line feeds, without control characters but tab and line feed.

    Browsers send two characters for the end of a line; a message is counted by characters.
    """
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS))


def stored_deep(value: Any) -> Any:
    """The same value with every text inside lists and mappings as it is stored."""
    if isinstance(value, str):
        return _stream(value) if value.startswith("[{") else as_stored(value)
    if isinstance(value, dict):
        return {stored_deep(key): stored_deep(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [stored_deep(item) for item in value]
    return value


def _stream(value: str) -> str:
    """A revision keeps its stream fields as JSON text, in which marks hide behind escapes."""
    try:
        blocks = json.loads(value)
    except ValueError:
        return as_stored(value)
    clean = stored_deep(blocks)
    return value if clean == blocks else json.dumps(clean)


def normalise_fields(instance: models.Model) -> None:
    """Bring every text field of the instance into the form it is stored in, in memory."""
    for field in instance._meta.concrete_fields:
        if field.attname not in instance.__dict__:
            continue
        value = instance.__dict__[field.attname]
        if isinstance(field, StreamField):
            blocks = field.stream_block.get_prep_value(value)
            clean = stored_deep(blocks)
            if clean != blocks:
                setattr(instance, field.attname, field.to_python(json.dumps(clean)))
        elif isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
            setattr(instance, field.attname, as_stored(value))
        elif isinstance(field, models.JSONField):
            setattr(instance, field.attname, stored_deep(value))


class Normalised(models.Model):
    """A model with unique names: forms compare them as they will be stored."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        normalise_fields(self)
        super().clean_fields(exclude=exclude)


def on_pre_save(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if sender._meta.app_label in OWN_APPS or issubclass(sender, Page | Revision):
        normalise_fields(instance)


def connect() -> None:
    pre_save.connect(on_pre_save, dispatch_uid="cms.normalise")
