"""Filters for text and URLs: no break inside compounds, static and absolute URLs."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from cms import line_breaks

register = template.Library()


@register.filter
def units(text: object) -> SafeString:
    """The escaped text with each compound in an element that is not broken over lines."""
    return mark_safe(  # noqa: S308 - every part is escaped here
        "".join(
            format_html('<span class="u">{}</span>', part) if together else conditional_escape(part)
            for part, together in line_breaks.units(str(text or ""))
        )
    )


@register.simple_tag
def asset(path: str) -> str:
    """The URL of a static file, also when the manifest does not have it (error pages)."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.filter
def absolute(url: object) -> str:
    """A path of this site as an absolute URL."""
    text = str(url or "/")
    return text if "://" in text else f"{settings.SITE_URL}{text}"
