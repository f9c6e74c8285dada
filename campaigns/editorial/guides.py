"""The guides in docs/, as pages inside the admin."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import nh3
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cms.vietnamese import slugify

FOLDER = Path(settings.BASE_DIR) / "docs"
EDITORS = "huong-dan-bien-tap"
NAMES = (EDITORS, "cong-tich-hop", "tim-kiem-api")
_NUMBERED = re.compile(r"(\d+)\. ")
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "h2": {"id"}, "h3": {"id"}}


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: its title, the (anchor, heading) of its chapters, and its text as safe HTML."""

    title: str
    chapters: tuple[tuple[str, str], ...]
    html: SafeString


def chapter_url(number: int) -> str:
    """Address of a numbered chapter of the editors' guide."""
    return f"{reverse('guide', args=[EDITORS])}#muc-{number}"


@cache
def read(name: str) -> Guide:
    """The guide of this name. Raises ``KeyError`` when there is none."""
    if name not in NAMES:
        raise KeyError(name)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((FOLDER / f"{name}.md").read_text("utf-8"))
    title, chapters = "", []
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        if opening.tag == "h1":
            title = inline.content
        elif opening.tag == "h2":
            opening.attrSet("id", _anchor(inline.content))
            chapters.append((_anchor(inline.content), inline.content))
    for token in tokens:
        _turn_links(token.children or [])
    body = markdown.renderer.render(_without_title(tokens), markdown.options, {})
    clean = nh3.clean(body, attributes=_ATTRIBUTES, link_rel="noopener noreferrer")
    return Guide(title, tuple(chapters), mark_safe(clean))  # noqa: S308 (cleaned above)


def _anchor(heading: str) -> str:
    numbered = _NUMBERED.match(heading)
    return f"muc-{numbered[1]}" if numbered else slugify(heading)


def _turn_links(tokens: list[Token]) -> None:
    """Lead links between guides to their pages here; files that are none of them are left without a link."""
    for token in tokens:
        if token.type != "link_open":
            continue
        target = str(token.attrGet("href") or "")
        if "://" in target or target.startswith("#"):
            continue
        name, _hash, anchor = target.partition("#")
        if Path(name).stem in NAMES:
            token.attrSet("href", reverse("guide", args=[Path(name).stem]) + (f"#{anchor}" if anchor else ""))
        else:
            token.attrs.pop("href", None)


def _without_title(tokens: list[Token]) -> list[Token]:
    return tokens[3:] if tokens and tokens[0].tag == "h1" else tokens
