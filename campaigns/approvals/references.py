"""Refuses forms that refer to a page or file of which the user may not know (rule 136).

Choosers do not offer them. A key that was guessed would show the title in the form, the address in a link,
and open the file, since a department may see what its own drafts hold.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtailmedia.models import get_media_model

from campaigns.approvals.boundaries import may_know
from cms.models import referred_keys

# Keys of more digits are those of nothing.
MAX_DIGITS = 18


def connect() -> None:
    """Check all model forms of the admin, also those of previews; called once from ``AppConfig.ready``."""
    post_clean = WagtailAdminModelForm._post_clean

    def checked(self: Any) -> None:
        # What was chosen before stays, whoever may know of it now.
        before = set(_targets(self.instance)) if self.for_user else set()
        post_clean(self)
        if self.for_user:
            _require_known(self.for_user, set(_targets(self.instance)) - before)

    WagtailAdminModelForm._post_clean = checked


def _targets(instance: Model) -> Iterator[tuple[type[Model], str]]:
    """(model, key) of the pages and files in the fields, texts and blocks of the instance."""
    guarded = {
        ContentType.objects.get_for_model(model).pk: model
        for model in (Page, get_image_model(), get_document_model(), get_media_model())
    }
    for content_type, keys in referred_keys(instance).items():
        if content_type in guarded:
            yield from ((guarded[content_type], key) for key in keys)


def _require_known(user: Any, targets: set[tuple[type[Model], str]]) -> None:
    for model, key in targets:
        if not (key.isascii() and key.isdigit() and len(key) <= MAX_DIGITS):
            continue
        found = model._default_manager.filter(pk=key).first()
        if found is not None and not may_know(user, found):
            raise PermissionDenied
