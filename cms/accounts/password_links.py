"""Links by which people set their own passwords, sent by mail or printed on a sheet (rule 108).

The token is Django's: it ends with ``PASSWORD_RESET_TIMEOUT``, and by its use, a sign-in, or a new e-mail
address.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task

from cms.accounts.models import Role
from cms.accounts.signals import password_link_issued
from cms.mail import notify


@dataclass(frozen=True)
class PasswordLink:
    """A link that ends at ``expires_at``."""

    url: str
    expires_at: datetime

    @property
    def qr(self) -> str:
        """The link as a QR code: an SVG picture in a data URI."""
        return str(segno.make(self.url, error="m", micro=False).svg_data_uri(scale=4))


def make_link(user: Any) -> PasswordLink:
    """A new link for the account; while it has no password, links made before stop working."""
    if not user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[key, token])
    lifetime = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return PasswordLink(f"{settings.SITE_URL}{path}", timezone.now() + lifetime)


def mail_link(user: Any, by: Any = None) -> None:
    """Send a new link to the account's own address; ``by`` is who asked for it, None the owner."""
    context = {"user": user, "by": by, "link": make_link(user)}
    notify([user], _("Chung Tay: đặt mật khẩu"), "accounts/password_link_email.txt", context)
    password_link_issued.send(None, user=user, by=by, printed=False)


def printed_link(user: Any, by: Any) -> PasswordLink:
    """A new link for a sheet that ``by`` prints."""
    link = make_link(user)
    password_link_issued.send(None, user=user, by=by, printed=True)
    return link


def may_be_printed(user: Any) -> bool:
    """Whether the link may go through the hands of others.

    That of somebody who approves is sent to their own address, if they have one.
    """
    return not user.email or not user.groups.filter(role_group__role=Role.APPROVER).exists()


@task()
def send_reset_links(address: str) -> None:
    """Send a link to each active account of this address, which may be none."""
    for user in get_user_model().objects.filter(email__iexact=address, is_active=True).order_by("pk"):
        mail_link(user)
