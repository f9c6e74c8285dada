"""NFC on every way in: one signal for every text that is stored, revisions included."""

import json
from typing import Any

from django.db import models
from django.db.models.signals import pre_save
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.vietnamese import nfc

OWN_APPS = {"accounts", "campaigns", "cms", "media", "portal", "search", "vocabulary"}


def nfc_deep(value: Any) -> Any:
    """The same value with every text inside lists and mappings in NFC."""
    if isinstance(value, str):
        return _stream(value) if value.startswith("[{") else nfc(value)
    if isinstance(value, dict):
        return {nfc_deep(key): nfc_deep(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [nfc_deep(item) for item in value]
    return value


def _stream(value: str) -> str:
    """A revision keeps its stream fields as JSON text, in which marks hide behind escapes."""
    try:
        blocks = json.loads(value)
    except ValueError:
        return nfc(value)
    clean = nfc_deep(blocks)
    return value if clean == blocks else json.dumps(clean)


def normalise_fields(instance: models.Model) -> None:
    """Bring every text field of the instance into NFC, in memory."""
    for field in instance._meta.concrete_fields:
        if field.attname not in instance.__dict__:
            continue
        value = instance.__dict__[field.attname]
        if isinstance(field, StreamField):
            blocks = field.stream_block.get_prep_value(value)
            clean = nfc_deep(blocks)
            if clean != blocks:
                setattr(instance, field.attname, field.to_python(json.dumps(clean)))
        elif isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
            setattr(instance, field.attname, nfc(value))
        elif isinstance(field, models.JSONField):
            setattr(instance, field.attname, nfc_deep(value))


def on_pre_save(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if sender._meta.app_label in OWN_APPS or issubclass(sender, Page | Revision):
        normalise_fields(instance)


def connect() -> None:
    pre_save.connect(on_pre_save, dispatch_uid="cms.normalise")
