"""A conflict between two people's versions: who saved when, where the versions differ, where to read both."""

from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision

from cms.stale_forms.differences import Difference, differences
from cms.stale_forms.versions import latest_revision, stored_record

# Sent by the button that saves in spite of a conflict: the version that was shown beside one's own.
OVERWRITE = "overwrite_version"
EDIT_ACTIONS = ("wagtail.edit", "wagtail.create", "wagtail.publish", "wagtail.revert")


class Link(NamedTuple):
    """A link to a version or a comparison."""

    url: str
    label: str


class Conflict:
    """The stored version of a record that is newer than the one a form was opened with."""

    def __init__(self, form: Any, opened: str, opened_at: datetime, stored: str) -> None:
        self.form = form
        self.opened = opened
        self.opened_at = opened_at
        self.stored = stored

    @cached_property
    def revision(self) -> Revision | None:
        """The revision of the stored version, if the record has revisions."""
        return latest_revision(self.form.instance)

    @cached_property
    def saved(self) -> tuple[Any, datetime | None]:
        """(user or None, time or None) of the saving that came first."""
        if self.revision is not None:
            return self.revision.user, self.revision.created_at
        entries = log_registry.get_logs_for_instance(self.form.instance).select_related("user")
        since = entries.filter(action__in=EDIT_ACTIONS, timestamp__gte=self.opened_at)
        entry = since.order_by("-timestamp").first()
        return (entry.user, entry.timestamp) if entry else (None, None)

    @property
    def who(self) -> str:
        """Full name of who saved first; "" if that is not recorded."""
        user = self.saved[0]
        return (user.get_full_name() or user.get_username()) if user else ""

    def sentence(self, reader: Any = None) -> str:
        """The sentence on who saved when, for the reader of the form."""
        user, at = self.saved
        values = {"who": self.who, "at": timezone.localtime(at).strftime("%H:%M, %d/%m/%Y") if at else ""}
        if at is None:
            return _("Trong lúc bạn sửa, một bản khác của nội dung này đã được lưu.")
        if user is not None and reader is not None and user.pk == reader.pk:
            return _("Chính bạn đã lưu một bản khác ở cửa sổ khác lúc %(at)s.") % values
        if user is None:
            return _("Trong lúc bạn sửa, một bản khác của nội dung này đã được lưu lúc %(at)s.") % values
        return _("Trong lúc bạn sửa, %(who)s đã lưu một bản khác lúc %(at)s.") % values

    @cached_property
    def differences(self) -> list[Difference]:
        """The values in which the stored version and the form differ."""
        return differences(self.form, stored_record(self.form.instance))

    def links(self, path: str) -> list[Link]:
        """Links to the stored version and to what was changed in it; ``path`` is that of the edit form."""
        see = _("Xem bản đã lưu")
        compare = _("Xem trong bản ấy đã đổi những gì")
        instance, revision = self.form.instance, self.revision
        if revision is None:
            return [Link(path, see)]
        opened = self.opened.partition(":")[0]
        pair = [opened, revision.pk] if opened.isdigit() and opened != str(revision.pk) else None
        if isinstance(instance, Page):
            names, views = (
                "wagtailadmin_pages",
                [Link(_page_url("revisions_view", instance, revision.pk), see)],
            )
        else:
            names, views = instance.snippet_viewset.url_namespace, [Link(path, see)]
        target = (f"{names}:revisions_compare", [quote(instance.pk), *pair]) if pair else None
        target = target or (f"{names}:history", [quote(instance.pk)])
        # Snippets without a history have no such address.
        with suppress(NoReverseMatch):
            views.append(Link(reverse(target[0], args=target[1]), compare if pair else _("Lịch sử sửa đổi")))
        return views


def _page_url(name: str, page: Page, revision_id: int) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, revision_id])


def render(request: HttpRequest, conflict: Conflict, can_overwrite: bool = True) -> str:
    """The message above the form: the sentence, the links, both versions, and the button to save on top."""
    form = conflict.form
    return render_to_string(
        "stale_form.html",
        {
            "conflict": conflict,
            "sentence": conflict.sentence(request.user),
            "links": conflict.links(request.path),
            "has_history": conflict.revision is not None,
            "has_files": bool(form.files),
            "overwrite_name": form.add_prefix(OVERWRITE),
            "form_id": "page-edit-form" if isinstance(form.instance, Page) else "w-editor-form",
            "can_overwrite": can_overwrite,
        },
    )
