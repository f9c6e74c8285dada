"""Tags for the shell of every page, share links and Wagtail's userbar."""

import base64
import json
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page

from campaigns.site import shell as shells
from cms.templatetags.text import absolute

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: template.Context) -> shells.Shell:
    """The shell of the request; ``page`` in the context gives the breadcrumbs."""
    page = context.get("page")
    return shells.shell_of(context.get("request"), page if isinstance(page, Page) else None)


@register.simple_tag
def exit_url() -> str:
    """The default URL of the quick exit, for pages that must not query the database."""
    return shells.EXIT_URL


@register.simple_tag(takes_context=True)
def staff_bar(context: template.Context) -> str:
    """Wagtail's userbar for requests with a session cookie.

    Without one the session is not read, so that the response does not vary by cookie.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return wagtailuserbar(context)


@register.simple_tag
def share_links(page: Page) -> list[tuple[str, str]]:
    """(name, URL) of plain links that share a page; nothing is loaded from those sites."""
    url = absolute(page.url)
    zalo = base64.b64encode(json.dumps({"url": url}).encode()).decode()
    return [
        ("Zalo", "https://button-share.zalo.me/share_external?" + urlencode({"d": zalo})),
        ("Facebook", "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": url})),
        (_("Thư điện tử"), f"mailto:?{_mail(page.title, url)}"),
    ]


def _mail(subject: str, body: str) -> str:
    return urlencode({"subject": subject, "body": body}).replace("+", "%20")
