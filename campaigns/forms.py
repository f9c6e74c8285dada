"""Edit forms of pages and records."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page

from campaigns.approvals import permissions, reviewers
from cms.forms import PublicationForm
from cms.vocabulary.models import Region


class HotlineForm(WagtailAdminModelForm):
    """Whoever changes a shown number says whether the old one is still right (rule 133)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.live or not self.instance.pk:
            self.fields.pop("old_number", None)

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        line = self.instance
        if "old_number" not in self.fields:
            return True
        if line.old_number == line.OldNumber.WRONG:
            line.checked = ""
        elif not line.changes_shown_facts():
            line.old_number = ""
        elif not line.old_number:
            self.add_error("old_number", _("Cho biết số cũ còn đúng hay đã sai: chọn một trong hai."))
        return super().is_valid()


class AlertForm(WagtailAdminModelForm):
    """Editors of a department choose their department; editors of the site may leave it empty: every page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, user = self.fields["department"], self.for_user
        if user is None or user.is_superuser:
            return
        field.queryset = field.queryset.filter(pk__in=permissions.editor_pages(user))
        if permissions.manages_shared_records(user):
            field.help_text = _("Để trống để hiện ở mọi trang.")
        else:
            field.required = True
            field.empty_label = None


class ContentForm(PublicationForm):
    """Page choices are limited to live pages, drafts of the user's departments, and the present value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._mark_needed()
        if not self.instance.pk and self.instance.dated_today and not self.initial.get("date"):
            self.initial["date"] = timezone.localdate()
        if not self.instance.pk and self.parent_page and not self.initial.get("regions"):
            # Whoever forgets the field would write for the whole country.
            self.initial["regions"] = _own_regions(self.parent_page)
        if self.for_user is None:
            return
        choosable = permissions.choosable(self.for_user)
        for name, field in self.fields.items():
            pages = getattr(field, "queryset", None)
            if pages is not None and issubclass(pages.model, Page):
                current = self.initial.get(name)
                keys = [getattr(one, "pk", one) for one in _as_list(current)]
                field.queryset = pages.filter(choosable | Q(pk__in=keys))

    def _mark_needed(self) -> None:
        for name in self.instance.needed_to_submit:
            if name in self.fields and not self.fields[name].required:
                field = self.fields[name]
                field.help_text = f"{_('Cần có khi trình thẩm định.')} {field.help_text}".strip()

    def is_valid(self) -> bool:
        """Refuse to submit a text on which nobody but its authors could take a step (rule 125)."""
        if super().is_valid() and not self.is_deferred_validation and self.for_user is not None:
            is_new = not self.instance.pk
            place = self.parent_page if is_new else self.instance
            missing = reviewers.missing_reviewers(place, self.for_user, is_new) if place else ""
            if missing:
                self.add_error(None, missing)
        return super().is_valid()


class SectionForm(PublicationForm):
    """The kind of a section cannot be changed once it was saved, because its pages are of that kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].disabled = bool(self.instance.pk and self.instance.kind)


def _own_regions(place: Page) -> list[Region]:
    """The region of the department to which a page below ``place`` belongs, where it is known."""
    above = place.get_ancestors(inclusive=True).values("pk")
    return list(Region.objects.filter(organisation__department_page__in=above))


def _as_list(value: Any) -> list[Any]:
    """The initial value of a field for one page (a key) or several (rows), as a list."""
    if value is None or value == "":
        return []
    return list(value) if hasattr(value, "__iter__") else [value]


class MaterialForm(ContentForm):
    """Users of a loudspeaker station may only choose the forms that are broadcast."""

    def clean_form(self) -> str:
        chosen: str = self.cleaned_data["form"]
        if chosen and chosen not in self.instance.SPOKEN and permissions.is_station(self.for_user):
            raise forms.ValidationError(_("Đài truyền thanh chỉ soạn bài phát thanh và âm thanh."))
        return chosen
