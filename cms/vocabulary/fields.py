"""Tag field of a controlled vocabulary: a manager of terms, and a form field that posts their keys."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager

from cms.vocabulary.models import Region, Term
from cms.vocabulary.widgets import RegionChooser

TAGGIT_HELP_TEXT = _("A comma-separated list of tags.")


class TermsField(forms.ModelMultipleChoiceField):
    """Terms chosen by their key (``slug``); an unknown key is an error that names it."""

    default_error_messages = {
        "required": _("Chọn ít nhất một mục."),
        "invalid_choice": _("Không có mục nào mang mã “%(value)s” trong danh mục này."),
        "invalid_pk_value": _("“%(pk)s” không phải là mã của danh mục này."),
        "invalid_list": _("Gửi lên một danh sách các mã."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("to_field_name", "slug")
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if hasattr(value, "__iter__") and not isinstance(value, str):
            value = [getattr(item, "tag", item) for item in value]
        return super().prepare_value(value)

    def clean(self, value: Any) -> QuerySet[Term]:
        # PostgreSQL refuses the character in a query with an exception of its own.
        if isinstance(value, list | tuple) and any("\0" in str(key) for key in value):
            raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": "\\0"})
        return super().clean(value)


class VocabularyManager(ClusterTaggableManager):
    """``ClusterTaggableManager`` for a vocabulary whose terms are chosen from a list."""

    def formfield(self, **kwargs: Any) -> TermsField:
        model = self.remote_field.model
        kwargs = {
            "label": self.verbose_name,
            # taggit's default help text is about typing tags with commas.
            "help_text": "" if self.help_text == TAGGIT_HELP_TEXT else self.help_text,
            "required": not self.blank,
        } | {key: value for key, value in kwargs.items() if key in ("required", "widget")}
        if model is Region:
            # The chooser offers current units only, but a page may keep one that no longer exists.
            return TermsField(queryset=Region.objects.all(), **{"widget": RegionChooser, **kwargs})
        return TermsField(queryset=model.objects.all(), **kwargs)
