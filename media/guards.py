"""Files that others rely on byte for byte are not replaced or deleted under them.

Whoever relies on files registers a guard: a function from an item of the library to the reason why
its file must stay, or "". The library itself knows nobody.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models

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
    """An item of the library whose file stays as long as a guard says so."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and self._file_differs():
            self._keep()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._keep()
        return super().delete(*args, **kwargs)

    def _file_differs(self) -> bool:
        rows: Any = type(self)._default_manager.filter(pk=self.pk)
        before = rows.values_list("file", flat=True).first()
        file: Any = getattr(self, "file")  # noqa: B009 - a field of the models that inherit
        return before is not None and (before != file.name or not file._committed)

    def _keep(self) -> None:
        reason = reason_to_keep(self)
        if reason:
            raise FileInUseError(reason)


def keep_file(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Deleting many at once, as the library's lists do, calls no ``delete`` of theirs."""
    instance._keep()


class GuardedFileForm:
    """For the library's forms: the reason is said at the file, before anything is lost."""

    def clean_file(self) -> Any:
        form: Any = self
        if "file" in form.changed_data and form.instance.pk:
            reason = reason_to_keep(form.instance)
            if reason:
                raise ValidationError(reason)
        return form.cleaned_data["file"]
