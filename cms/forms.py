from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.reserved_slugs import is_reserved


class PublicationForm(WagtailAdminPageForm):
    """The page form. A draft may be incomplete; what goes to appraisal answers for every rule.

    Formsets (files, tags) are part of what is judged, so the rules run on the page as the whole
    form would leave it, in memory.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # The page makes its own from the title; a slogan has no title to type.
            self.fields["slug"].required = False
        # What a model says of its own about a missing choice, the form says too.
        for kept in self.instance._meta.concrete_fields:
            said = kept.error_messages["null"]
            if kept.name in self.fields and said != Field.default_error_messages["null"]:
                self.fields[kept.name].error_messages["required"] = said

    def clean_slug(self) -> str:
        """A new page gets a free one by itself; who changes that of a page that is there is told."""
        slug: str = self.cleaned_data["slug"]
        parent = self.parent_page
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
