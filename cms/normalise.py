"""Normalises all stored text to NFC without control characters, by one ``pre_save`` receiver."""

import json
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import pre_save
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.vietnamese import nfc

# Not allowed in feeds and XML files. Those that Word uses as line breaks become spaces.
_CONTROLS: dict[int, str | None] = {code: None for code in range(0x20) if chr(code) not in "\t\n\r"}
_CONTROLS |= dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F), " ")
# Top-level packages whose models are normalised, with those of the apps inside them.
PACKAGES = {"campaigns", "cms", "media", "search"}


def normalise_text(text: str) -> str:
    """The text in NFC with line feeds as line ends, without control characters except tab.

    Browsers send CRLF, which would change the character count of SMS.
    """
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS))


def normalise_value(value: Any) -> Any:
    """The value with every string in lists and mappings normalised."""
    if isinstance(value, str):
        return _stream(value) if value.startswith("[{") else normalise_text(value)
    if isinstance(value, dict):
        return {normalise_value(key): normalise_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [normalise_value(item) for item in value]
    return value


def _stream(value: str) -> str:
    """Normalise a stream field of a revision: JSON text, in which characters may be escaped."""
    try:
        blocks = json.loads(value)
    except ValueError:
        return normalise_text(value)
    clean = normalise_value(blocks)
    return value if clean == blocks else json.dumps(clean)


def normalise_fields(instance: models.Model) -> None:
    """Normalise every text field of the instance in memory."""
    for field in instance._meta.concrete_fields:
        if field.attname not in instance.__dict__:
            continue
        value = instance.__dict__[field.attname]
        if isinstance(field, StreamField):
            blocks = field.stream_block.get_prep_value(value)
            clean = normalise_value(blocks)
            if clean != blocks:
                setattr(instance, field.attname, field.to_python(json.dumps(clean)))
        elif isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
            setattr(instance, field.attname, normalise_text(value))
        elif isinstance(field, models.JSONField):
            setattr(instance, field.attname, normalise_value(value))


class Normalised(models.Model):
    """Mixin for models with unique text: forms must compare the normalised values."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        normalise_fields(self)
        super().clean_fields(exclude=exclude)


def on_pre_save(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Receiver of ``pre_save`` for the models of this project, all pages and revisions."""
    app = apps.app_configs.get(sender._meta.app_label)
    is_of_project = app is not None and app.name.partition(".")[0] in PACKAGES
    if is_of_project or issubclass(sender, Page | Revision):
        normalise_fields(instance)


def connect() -> None:
    pre_save.connect(on_pre_save, dispatch_uid="cms.normalise")
