"""Signed-in clients, and the values of the form of a connection."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.campaigns.portal.conftest import SECRET

ADD = "portal_connections:add"


def signed_in(user: Any) -> Client:
    """Return a client with the user signed in."""
    client = Client()
    client.force_login(user)
    return client


def form_data(of: Any, **changes: Any) -> dict[str, Any]:
    """Return valid values of the form of a connection, with changes."""
    return {
        "name": "Cổng Sở",
        "kind": "webhook",
        "is_active": "on",
        "organisation": of.organisation_id,
        "department": of.pk,
        "address": "https://cong.example.vn/nhan",
        "username": "",
        "password": SECRET,
        "automatic_kinds": ["tin-tuc", "canh-bao"],
        "category_tin_tuc": "Tin hoạt động",
        "tags_tin_tuc": "PCMBN, Tổng đài 111",
    } | changes


def outcome(response: Any) -> str:
    """Return how the admin answered: "shown", "hidden" (404), "refused", or where it redirected to.

    The admin refuses by a redirect to its home page.
    """
    if response.status_code == 302:
        return (
            "refused" if response["Location"] == reverse("wagtailadmin_home") else str(response["Location"])
        )
    return {200: "shown", 404: "hidden"}.get(response.status_code, str(response.status_code))
