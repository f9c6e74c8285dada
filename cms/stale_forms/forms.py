"""The form that knows which version of its record it was opened with."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.stale_forms.conflicts import OVERWRITE, Conflict
from cms.stale_forms.versions import LOADED, version_of


class StaleFormError(Exception):
    """Somebody saved or deleted the record between the opening of the view and the saving of its form."""


class VersionField(forms.CharField):
    """The version the form was opened with, hidden; it is no content and never counts as a change."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(label=_("Bản đã mở"), required=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class VersionedForm(forms.ModelForm):
    """Mixin: a form that is refused while its record has another version than the one it was opened with."""

    loaded_version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        self._checked = ""
        if self.instance.pk is None:
            del self.fields[LOADED]
        else:
            # Asked for when the form is shown: views and forms set initial values after this.
            self.fields[LOADED].initial = self._stamp

    def related_values(self, record: Any) -> dict[str, Any]:
        """Values that are saved with the form but are no fields of it."""
        return {}

    def clean_loaded_version(self) -> str:
        self._checked = self._current_version()
        opened, at = self._opened
        confirmed = self.data.get(self.add_prefix(OVERWRITE), "")
        if opened and self._checked not in (opened, confirmed):
            self.conflict = Conflict(self, opened, at, self._checked)
            raise ValidationError(self.conflict.sentence(), code="stale")
        return ""

    @cached_property
    def _opened(self) -> tuple[str, datetime]:
        """(version, time of opening); "" for a request that does not say which version it was made from.

        A version that was cut off on the way is none that is stored.
        """
        stamp = self.data.get(self.add_prefix(LOADED))
        if stamp is None:
            # What Wagtail itself writes into forms of records with revisions.
            pk, created = (
                self.data.get(name, "") for name in ("loaded_revision_id", "loaded_revision_created_at")
            )
            stamp = f"{pk}:{created}" if pk and created else ""
        else:
            stamp = stamp.strip() or "?"
        version, _space, at = stamp.partition(" ")
        return version, _moment(at)

    def _stamp(self) -> str:
        return f"{self._current_version()} {timezone.now().isoformat()}"

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Wagtail's; a form that was saved by itself goes on from the version it made."""
        updates = list(super().get_field_updates_for_resave())  # type: ignore[misc]
        return [*updates, (self.add_prefix(LOADED), self._stamp())] if LOADED in self.fields else updates

    def require_current(self) -> None:
        """Raise ``StaleFormError`` if somebody saved or deleted the record since the form was checked.

        In a transaction the record stays locked until its end.
        """
        if not self._checked:
            return
        if connection.in_atomic_block:
            rows = self.instance._meta.model._base_manager.select_for_update()
            rows.filter(pk=self.instance.pk).values_list("pk").first()
        if self._current_version() != self._checked:
            raise StaleFormError

    def _current_version(self) -> str:
        try:
            return version_of(self)
        except ObjectDoesNotExist:
            # Saving would make the record anew.
            raise StaleFormError from None

    def save(self, commit: bool = True) -> Any:
        self.require_current()
        saved = super().save(commit)
        if commit:
            self._checked = ""
        return saved


def _moment(text: str) -> datetime:
    """The moment that the form wrote; now if the text is none or lies where no form was ever opened."""
    now = timezone.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return now
    is_possible = timezone.is_aware(moment) and moment.year in range(2000, now.year + 1)
    return moment if is_possible else now


def versioned(form_class: type[Any]) -> type[Any]:
    """The form class with the check; other classes than model forms as they are."""
    if issubclass(form_class, VersionedForm) or not issubclass(form_class, forms.ModelForm):
        return form_class
    metaclass: Any = type(form_class)
    bases = (VersionedForm, form_class)
    return metaclass(form_class.__name__, bases, {"__module__": form_class.__module__})
