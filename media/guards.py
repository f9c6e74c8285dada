"""Guards that stop library files from being replaced or deleted, such as files of approved texts.

A guard is a function from a library item to the reason why its file may not change, "" when it may. Apps
register their guards, so that ``media`` does not depend on them.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.fields.files import FieldFile

Guard = Callable[[Any], str]
_guards: list[Guard] = []


class FileInUseError(PermissionDenied):
    """The file may not be changed; the message has the reason and advice."""


def register(guard: Guard) -> None:
    """Add a guard; registering it again has no effect."""
    if guard not in _guards:
        _guards.append(guard)


def reason_to_keep(item: Any) -> str:
    """The reason why the file of the item may not be changed; "" when it may."""
    return next((reason for reason in (guard(item) for guard in _guards) if reason), "")


class GuardedFile(models.Model):
    """A library item that cannot be changed or deleted while a guard gives a reason."""

    # Fields that are frozen: the file and the fields that readers get with it.
    FROZEN_FIELDS: ClassVar[tuple[str, ...]]
    file: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and self._is_changed():
            self._require_changeable()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._require_changeable()
        return super().delete(*args, **kwargs)

    def _is_changed(self) -> bool:
        rows: Any = type(self)._default_manager.filter(pk=self.pk)
        before = rows.values(*self.FROZEN_FIELDS).first() or {}
        return any(_is_other(old, getattr(self, name)) for name, old in before.items())

    def _require_changeable(self) -> None:
        reason = reason_to_keep(self)
        if reason:
            raise FileInUseError(reason)


def _is_other(old: Any, new: Any) -> bool:
    """Whether the new value differs from the stored one; the stored value of a file is its name."""
    if isinstance(new, FieldFile):
        file: Any = new
        return bool(old or file) and (old != file.name or not file._committed)
    return bool(old != new)


def refuse_deletion(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Receiver of ``pre_delete``, because bulk deletion in the admin does not call ``delete``."""
    instance._require_changeable()


class GuardedFileForm:
    """Mixin for forms of library items: shows the reason of a guard as an error of the changed field."""

    def clean(self) -> Any:
        form: Any = self
        above: Any = super()
        data = above.clean()
        changed = [name for name in form.instance.FROZEN_FIELDS if name in form.changed_data]
        reason = reason_to_keep(form.instance) if changed and form.instance.pk else ""
        if reason:
            for name in changed:
                form.add_error(name, reason)
        return data
