"""The edit form of pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.reserved_slugs import is_reserved


class PublicationForm(WagtailAdminPageForm):
    """Page form that shows all publication errors when a page is submitted; drafts may be incomplete.

    The rules are checked on the page in memory with the data of the whole form, formsets included.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # The page derives it from the title, which the form of a slogan does not have.
            self.fields["slug"].required = False
        # Use a model field's custom message for a missing value in the form too.
        for field in self.instance._meta.concrete_fields:
            message = field.error_messages["null"]
            if field.name in self.fields and message != Field.default_error_messages["null"]:
                self.fields[field.name].error_messages["required"] = message

    def clean_slug(self) -> str:
        """Refuse a reserved slug for an existing page, and say which page has the slug of a new one.

        A new page gets a slug that is not reserved automatically.
        """
        slug: str = self.cleaned_data["slug"]
        parent = self.parent_page
        if slug and parent is not None and not self.instance.pk:
            existing = parent.get_children().filter(slug=slug).first()
            if existing is not None:
                # The draft may be this very text, saved a moment ago.
                raise ValidationError(
                    _("Ở đây đã có trang “%(title)s” với địa chỉ này. Mở trang đó, hoặc đổi địa chỉ.")
                    % {"title": existing.get_admin_display_title()}
                )
        changed = slug and self.instance.pk and "slug" in self.changed_data
        if changed and parent is not None and is_reserved(slug, parent):
            raise ValidationError(
                _("Địa chỉ “%(slug)s” là của một chức năng của trang web. Chọn địa chỉ khác.")
                % {"slug": slug}
            )
        return slug

    def is_valid(self) -> bool:
        if not super().is_valid() or self.is_deferred_validation:
            return super().is_valid()
        page = self.save(commit=False)
        for field, message in page.publication_errors():
            self.add_error(field if field in self.fields else None, message)
        return super().is_valid()
