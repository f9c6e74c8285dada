"""Signed-in clients, and answers as people read them."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse


def signed_in(user: Any) -> Client:
    """Return a client with the user signed in."""
    client = Client()
    client.force_login(user)
    return client


def outcome(response: Any) -> str:
    """Return how the admin answered: "shown", "hidden" (404), "refused", or where it redirected to.

    The admin refuses by a redirect to its home page, or by a page that shows what was typed (rule 114).
    """
    if response.status_code == 302:
        return (
            "refused" if response["Location"] == reverse("wagtailadmin_home") else str(response["Location"])
        )
    return {200: "shown", 403: "refused", 404: "hidden"}.get(response.status_code, str(response.status_code))


def page_text(response: Any) -> str:
    """Return the text of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


def visible_text(response: Any) -> str:
    """Return the text of a page without scripts, styles and drawings, a space in place of each tag."""
    text = re.sub(r"<(script|style|svg).*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
