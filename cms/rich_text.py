"""Rich text as the editor writes it; whatever else came in is removed (rule 137)."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "embed", "h2", "h3", "h4", "h5", "h6", "hr", "i"),
    *("li", "ol", "p", "s", "span", "strong", "sub", "sup", "u", "ul"),
}
ATTRIBUTES = {
    "a": {"href", "id", "linktype", "title"},
    "embed": {"alt", "embedtype", "format", "id", "url"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
_KEY = "data-block-key"
# Browsers leave these out of an address, or take them for something else.
_IGNORED = re.compile(r"[\x00-\x20\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


def clean_rich_text(html: str) -> str:
    """The HTML without elements, attributes and addresses that the editor does not write.

    What has none of them is returned as it is, to the byte.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if not reader.is_foreign:
        return html
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={tag: ATTRIBUTES.get(tag, set()) | {_KEY} for tag in TAGS},
        attribute_filter=_allowed_value,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _allowed_value(tag: str, name: str, value: str) -> str | None:
    return value if name not in ("href", "url") or _is_plain(value) else None


def _is_plain(address: str) -> bool:
    """Whether the address is one of this site or of a scheme that opens a page, a letter or a call."""
    clean = _IGNORED.sub("", address).replace("\\", "/")
    if clean.startswith("//"):
        return False
    try:
        scheme = urlsplit(clean).scheme
    except ValueError:
        return False
    return scheme.lower() in SCHEMES or (not scheme and ":" not in clean.split("/")[0])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.is_foreign = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = ATTRIBUTES.get(tag, set()) | {_KEY}
        if tag not in TAGS or any(
            name not in allowed or _allowed_value(tag, name, value or "") is None for name, value in attrs
        ):
            self.is_foreign = True

    def handle_comment(self, data: str) -> None:
        self.is_foreign = True

    def handle_decl(self, decl: str) -> None:
        self.is_foreign = True

    def handle_pi(self, data: str) -> None:
        self.is_foreign = True

    def unknown_decl(self, data: str) -> None:
        self.is_foreign = True
