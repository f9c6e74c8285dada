"""Tags for structured data (JSON-LD, escaped for its script element) and descriptions of pages."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from campaigns.site.shell import Shell
from cms.templatetags.text import absolute

register = template.Library()

ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def publisher(shell: Shell) -> dict[str, Any]:
    """The schema.org description of the agency."""
    settings = shell.settings
    return {
        "@type": "GovernmentOrganization",
        "name": settings.agency,
        "url": absolute(shell.home.url if shell.home else "/"),
        "address": settings.address,
        "telephone": settings.phone,
        "email": settings.email,
        "parentOrganization": settings.governing_body
        and {"@type": "GovernmentOrganization", "name": settings.governing_body},
    }


@register.simple_tag
def json_ld(page: Page, shell: Shell) -> SafeString | str:
    """The JSON-LD script element of a page; "" for kinds without structured data."""
    describe = getattr(page, "structured_data", None)
    data = describe(shell.settings) if describe else None
    if data is None:
        return ""
    data |= {"url": absolute(page.url), "inLanguage": get_language(), "description": _summary(page)}
    data |= {"publisher": publisher(shell)}
    data = {"@context": "https://schema.org"} | _without_blanks(data)
    text = json.dumps(data, ensure_ascii=False, default=_plain, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


@register.filter
def summary_of(page: Page) -> str:
    """The description of a page for search engines and shared links."""
    return page.search_description or _summary(page)


def _summary(page: Page) -> str:
    return getattr(page, "summary", "") or getattr(page, "intro", "") or getattr(page, "subject", "")


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _without_blanks(data: dict[str, Any]) -> dict[str, Any]:
    clean = {
        name: _without_blanks(value) if isinstance(value, dict) else value for name, value in data.items()
    }
    return {name: value for name, value in clean.items() if value not in ("", None, {})}
