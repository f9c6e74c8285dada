"""Payloads that would run in a browser, and a reader of HTML that finds those that came through."""

import re
from html.parser import HTMLParser
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock

MARK = "zap("
# Out of text, out of an attribute in either quotes, out of a script, a style, a title, a comment; addresses.
PAYLOADS = (
    f"<img src=x onerror={MARK}1)>",
    f"\"><svg onload='{MARK}2)'>",
    f"' onfocus='{MARK}3)' x='",
    f"</script><script>{MARK}4)</script>",
    f"--></title></style></textarea><b onclick={MARK}5)>",
    f"javascript:{MARK}6)",
)
SCHEMES = ("javascript:", "vbscript:", "data:text/html")


def payload(length: int | None) -> str:
    """As many payloads as fit, "" when none does."""
    text = ""
    for one in PAYLOADS:
        if length is None or len(text) + len(one) + 1 <= length:
            text = f"{text} {one}".strip()
    return text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_script = tag == "script" and ("type", "application/json") not in attrs
        for name, value in attrs:
            clean = re.sub(r"[\x00-\x20]", "", value or "").lower()
            is_address = clean.startswith(SCHEMES) and name in ("href", "src", "action", "formaction", "data")
            if (name.startswith("on") or is_address) and MARK in (value or ""):
                self.found.append(f"<{tag} {name}>")
            if name == "srcdoc" and value:
                self.found += executable(value)

    def handle_endtag(self, tag: str) -> None:
        self.is_script = False

    def handle_data(self, data: str) -> None:
        if self.is_script and data.strip().startswith(MARK):
            self.found.append("<script>")


def executable(html: str) -> list[str]:
    """The elements and attributes of the payloads that a browser would run."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def value_of(block: Any, image: Any) -> Any:
    """A raw value of a block with payloads in all its texts; None for one that refers to other records."""
    if isinstance(block, blocks.RichTextBlock):
        return f'<p>{payload(None)}</p><p><a href="javascript:{MARK}7)">nối</a></p>'
    if isinstance(block, blocks.URLBlock | blocks.ChooserBlock | blocks.ChoiceBlock):
        return None
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return payload(getattr(block.field, "max_length", None)) or "x"
    if isinstance(block, ImageBlock):
        return {"image": image.pk, "alt_text": payload(None), "decorative": False}
    if isinstance(block, blocks.StructBlock):
        parts = {name: value_of(child, image) for name, child in block.child_blocks.items()}
        needed = (name for name, child in block.child_blocks.items() if child.required)
        return None if any(parts[name] is None for name in needed) else parts
    if isinstance(block, blocks.ListBlock):
        item = value_of(block.child_block, image)
        return None if item is None else [item] * max(1, block.meta.min_num or 0)
    return None
