"""Files that others rely on byte for byte are not replaced or deleted under them.

Whoever relies on files registers a guard: a function from an item of the library to the reason why
its file must stay, or "". The library itself knows nobody.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.fields.files import FieldFile

Guard = Callable[[Any], str]
_guards: list[Guard] = []


class FileInUseError(PermissionDenied):
    """The file must stay as it is; the message says why and what to do instead."""


def register(guard: Guard) -> None:
    if guard not in _guards:
        _guards.append(guard)


def reason_to_keep(item: Any) -> str:
    """Why the file of this item must stay, in words; "" when it may go."""
    return next((reason for reason in (guard(item) for guard in _guards) if reason), "")


class GuardedFile(models.Model):
    """An item of the library that stays as it is as long as a guard says so."""

    # Names of the fields that readers get: the file, and what goes with it.
    KEPT: ClassVar[tuple[str, ...]]
    file: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and self._differs():
            self._keep()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._keep()
        return super().delete(*args, **kwargs)

    def _differs(self) -> bool:
        rows: Any = type(self)._default_manager.filter(pk=self.pk)
        before = rows.values(*self.KEPT).first() or {}
        return any(_other(old, getattr(self, name)) for name, old in before.items())

    def _keep(self) -> None:
        reason = reason_to_keep(self)
        if reason:
            raise FileInUseError(reason)


def _other(old: Any, new: Any) -> bool:
    """Whether a stored value (of a file: its name) is replaced by another."""
    if isinstance(new, FieldFile):
        file: Any = new
        return bool(old or file) and (old != file.name or not file._committed)
    return bool(old != new)


def keep_file(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Deleting many at once, as the library's lists do, calls no ``delete`` of theirs."""
    instance._keep()


class GuardedFileForm:
    """For the library's forms: the reason is said at the field, before anything is lost."""

    def clean(self) -> Any:
        form: Any = self
        above: Any = super()
        data = above.clean()
        changed = [name for name in form.instance.KEPT if name in form.changed_data]
        reason = reason_to_keep(form.instance) if changed and form.instance.pk else ""
        if reason:
            for name in changed:
                form.add_error(name, reason)
        return data
