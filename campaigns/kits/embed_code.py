"""The code that other sites paste to embed an approved text (HTML), and the address of its frame."""

from html import escape

from django.conf import settings
from django.urls import reverse

from campaigns.approvals import codes

EMBED_WIDTH, EMBED_HEIGHT = 480, 260


def embed_url(code: str) -> str:
    """URL of the frame that shows the text of the code."""
    return settings.SITE_URL + reverse("embed", args=[codes.shown(code)])


def embed_html(code: str, title: str, width: int = EMBED_WIDTH, height: int = EMBED_HEIGHT) -> str:
    """HTML to paste: a frame without script, and a plain link that stays where frames are refused.

    ``width`` is the most, ``height`` the frame's own, both in CSS pixels.
    """
    # Plain text: whoever shows it escapes it, whoever saves it does not.
    url, name = embed_url(code), escape(title)
    return (
        f'<iframe src="{url}" title="{name}" width="{width}" height="{height}" loading="lazy" '
        f'style="border:0;width:100%;max-width:{width}px"></iframe>\n<p><a href="{url}">{name}</a></p>'
    )


def embed_script(code: str, title: str) -> str:
    """HTML to paste for those who prefer a script tag: a link that the script turns into the frame."""
    source = settings.SITE_URL + reverse("embed_script")
    return (
        f'<a data-chung-tay href="{embed_url(code)}">{escape(title)}</a>\n'
        f'<script src="{source}" defer></script>'
    )
