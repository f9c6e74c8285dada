"""Emails to editors about imported items."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import roles, status
from campaigns.portal.models import ImportedItem
from cms.accounts.models import Role


def notify_editors(item: ImportedItem, subject: str) -> None:
    """Email the editors (Văn phòng) of the department that imported the item."""
    page = Page.objects.filter(pk=item.page_id).first() if item.page_id else None
    message = render_to_string(
        "portal/import_changed.txt",
        {"item": item, "page": page, "label": source_label(item), "url": reverse("portal_imports")},
    )
    for user in roles.users_with_role(page or item.connection.scope_page, Role.EDITOR):
        if user.email:
            user.email_user(f"{subject}: {item.title[:120]}", message)


def source_label(item: ImportedItem) -> str:
    """Return the state at the source as text."""
    try:
        return str(status.State(item.source_state).label)
    except ValueError:
        return _("Không rõ")
