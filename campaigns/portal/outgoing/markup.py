"""Sanitised HTML: for items that are sent, and for the HTML of other sites.

Only the elements of an allow list remain, without classes, styles, scripts or embedded frames; every
address is absolute and http(s), mailto or tel.
"""

from urllib.parse import urljoin, urlsplit

import nh3

TAGS = {
    *("h2", "h3", "h4", "p", "br", "hr", "strong", "b", "em", "i", "cite", "q", "small"),
    *("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "img", "a"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "section", "aside", "footer"),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
DROPPED = {"script", "style", "button", "form", "svg", "template", "audio", "video", "iframe", "select"}
SCHEMES = {"http", "https", "mailto", "tel"}
# The elements of our rich text fields, which imported text becomes.
RICH_TEXT = {"h2", "h3", "p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a"}


def clean(html: str, base: str) -> str:
    """Return the allowed part of the HTML, its addresses made absolute against ``base``."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=DROPPED,
        url_schemes=SCHEMES,
        link_rel="noopener",
        attribute_filter=lambda tag, name, value: _address(name, value, base),
    ).strip()


def rich_text(html: str) -> str:
    """Return the part of another site's HTML that our rich text allows: text and links, no pictures."""
    cleaned = nh3.clean(
        html,
        tags=RICH_TEXT,
        attributes={"a": {"href"}},
        clean_content_tags=DROPPED,
        url_schemes=SCHEMES,
        link_rel=None,
        attribute_filter=lambda tag, name, value: value if urlsplit(value).scheme in SCHEMES else None,
    )
    return cleaned.strip()


def plain_text(html: str) -> str:
    """Return the plain text of another site's HTML, for a message or a title."""
    text = nh3.clean(html, tags=set(), clean_content_tags=DROPPED)
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, char)
    return " ".join(text.split())


def _address(name: str, value: str, base: str) -> str | None:
    if name not in ("href", "src"):
        return value
    try:
        absolute = urljoin(base, value)
        return absolute if urlsplit(absolute).scheme in SCHEMES else None
    except ValueError:
        return None
