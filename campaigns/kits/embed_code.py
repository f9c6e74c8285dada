"""The code that other sites paste to embed an approved text (HTML), and the address of its frame."""

from html import escape
from math import ceil

from django.conf import settings
from django.urls import reverse

from campaigns.approvals import codes

# CSS pixels. A longer text than the highest frame holds is scrolled in it, and the frame says so.
EMBED_WIDTH, NARROWEST, LOWEST, HIGHEST = 480, 320, 280, 1000
# Characters; longer texts are set in the smaller type.
LONG = 200
# (average width of a letter, height of a line) in CSS pixels; the large type as at full width.
_LARGE, _SMALL = (13.2, 31.7), (8.6, 24.0)
# What is not the words: the padding beside them; above and below them with 111, code, state and address.
_BESIDE, _AROUND = 48, 205


def is_long(text: str) -> bool:
    """Whether the frame sets the text in the smaller type."""
    return len(text) > LONG


def embed_height(text: str, width: int = EMBED_WIDTH) -> int:
    """The height in which a frame of this width shows the whole text, within bounds; CSS pixels.

    An estimate, rather too high: a site without our script cannot ask the frame.
    """
    letter, line = _SMALL if is_long(text) else _LARGE
    in_a_line = max((width - _BESIDE) / letter, 1)
    lines = sum(max(ceil(len(row) / in_a_line), 1) for row in text.split("\n"))
    return max(LOWEST, min(HIGHEST, ceil(_AROUND + lines * line)))


def embed_url(code: str) -> str:
    """URL of the frame that shows the text of the code."""
    return settings.SITE_URL + reverse("embed", args=[codes.shown(code)])


def embed_html(code: str, title: str, width: int = EMBED_WIDTH, height: int = LOWEST, narrow: int = 0) -> str:
    """HTML to paste: a frame without script, and a plain link that stays where frames are refused.

    ``width`` is the most, ``height`` the frame's own at that width, ``narrow`` that on a phone; CSS pixels.
    """
    # Plain text: whoever shows it escapes it, whoever saves it does not.
    url, name = embed_url(code), escape(title)
    style = f"border:0;width:100%;max-width:{width}px"
    if narrow > height and width > NARROWEST:
        # From the one height to the other as the screen gets wider.
        slope = (narrow - height) / (width - NARROWEST)
        style += f";height:clamp({height}px,{narrow}px - {slope:.2f}*(100vw - {NARROWEST}px),{narrow}px)"
    return (
        f'<iframe src="{url}" title="{name}" width="{width}" height="{height}" loading="lazy" '
        f'style="{style}"></iframe>\n<p><a href="{url}">{name}</a></p>'
    )


def embed_script(code: str, title: str) -> str:
    """HTML to paste for those who prefer a script tag: a link that the script turns into the frame."""
    source = settings.SITE_URL + reverse("embed_script")
    return (
        f'<a data-chung-tay href="{embed_url(code)}">{escape(title)}</a>\n'
        f'<script src="{source}" defer></script>'
    )
