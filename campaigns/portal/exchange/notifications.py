"""Emails to editors about imported items."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import roles, status
from campaigns.portal.models import ImportedItem
from cms.accounts.models import Role
from cms.mail import notify, title_in_subject


def notify_editors(item: ImportedItem, subject: str) -> None:
    """Email the editors (Văn phòng) of the department that imported the item."""
    page = Page.objects.filter(pk=item.page_id).first() if item.page_id else None
    context = {"item": item, "page": page, "label": source_label(item), "url": reverse("portal_imports")}
    editors = roles.users_with_role(page or item.connection.scope_page, Role.EDITOR)
    notify(editors, f"{subject}: {title_in_subject(item.title)}", "portal/import_changed.txt", context)


def source_label(item: ImportedItem) -> str:
    """Return the state at the source as text."""
    try:
        return str(status.State(item.source_state).label)
    except ValueError:
        return _("Không rõ")
