"""Absolute addresses of a code, as they go out into the world."""

from html import escape

from django.conf import settings
from django.urls import reverse

from campaigns import codes

SEARCH_PATH = "/tim-kiem/"
EMBED_WIDTH, EMBED_HEIGHT = 480, 260


def check_url(code: str) -> str:
    """The code's check page: what QR codes hold."""
    return settings.SITE_URL + reverse("check", args=[codes.shown(code)])


def embed_url(code: str) -> str:
    return settings.SITE_URL + reverse("embed", args=[codes.shown(code)])


def embed_html(code: str, title: str) -> str:
    """HTML to paste: a frame without script, and a plain link that stays where frames are refused."""
    # Plain text: whoever shows it escapes it, whoever saves it does not.
    url, name = embed_url(code), escape(title)
    return (
        f'<iframe src="{url}" title="{name}" width="{EMBED_WIDTH}" height="{EMBED_HEIGHT}" loading="lazy" '
        f'style="border:0;width:100%;max-width:{EMBED_WIDTH}px"></iframe>\n<p><a href="{url}">{name}</a></p>'
    )
