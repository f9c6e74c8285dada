"""The stored version of a record, and the values in it that a form would replace."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.blocks import StreamValue
from wagtail.models import Revision, RevisionMixin

# The hidden field with the version a form was opened with.
LOADED = "loaded_version"
# Remarks beside the text are added by others at any time and replace nothing.
COMMENTS = "comments"


def stored_record(instance: Any) -> Any:
    """A fresh copy of the record: its latest draft where it has drafts, else its row."""
    record = instance._meta.model._base_manager.get(pk=instance.pk)
    return record.get_latest_revision_as_object() if isinstance(record, RevisionMixin) else record


def latest_revision(instance: Any) -> Revision | None:
    """The latest stored revision, with its author; None for a record without revisions."""
    if not isinstance(instance, RevisionMixin):
        return None
    latest = instance._meta.model._base_manager.filter(pk=instance.pk).values("latest_revision")
    found: Revision | None = Revision.objects.filter(pk__in=latest).select_related("user").first()
    return found


def version_of(form: Any) -> str:
    """Key of the stored version: id and time of the latest revision, or a hash of what the form edits.

    Other fields of the record may change without a conflict: the last sign-in of a user, for example.
    """
    revision = latest_revision(form.instance)
    if revision is not None:
        # The draft of one person is overwritten in place while it is saved by itself.
        return f"{revision.pk}:{revision.created_at.isoformat()}"
    content = {name: _plain(value) for name, value in values_of(form, stored_record(form.instance)).items()}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def values_of(form: Any, record: Any) -> dict[str, Any]:
    """The values of the record that saving the form replaces, by the names of fields and formsets."""
    found = {}
    for name in form.fields:
        if name != LOADED:
            found[name] = _value(form, record, name)
    for name, formset in getattr(form, "formsets", {}).items():
        if name != COMMENTS:
            found[name] = [_row(child, formset) for child in getattr(record, name).all()]
    return found | form.related_values(record)


def _value(form: Any, record: Any, name: str) -> Any:
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:
        # A field of the form alone, which the form reads from the record and writes to it.
        return form.get_initial_for_field(form.fields[name], name)
    return _of_field(record, field)


def _of_field(record: models.Model, field: Any) -> Any:
    is_one = field.many_to_one or field.one_to_one
    return getattr(record, field.name) if is_one else field.value_from_object(record)


def _row(child: models.Model, formset: Any) -> dict[str, Any]:
    shown = [field for field in child._meta.concrete_fields if field.name in formset.form.base_fields]
    return {"id": child.pk} | {field.name: _of_field(child, field) for field in shown}


def _plain(value: Any) -> Any:
    """The value as JSON has it, equal for equal content."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, StreamValue):
        return _without_ids(value.get_prep_value())
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, models.Model | FieldFile):
        return value.pk if isinstance(value, models.Model) else value.name
    return sorted((_plain(item) for item in value), key=str) if isinstance(value, Iterable) else str(value)


def _without_ids(data: Any) -> Any:
    """The blocks without their ids, which Wagtail makes anew for blocks that were stored without."""
    if isinstance(data, dict):
        return {name: _without_ids(value) for name, value in data.items() if name != "id"}
    return [_without_ids(item) for item in data] if isinstance(data, list) else _plain(data)
