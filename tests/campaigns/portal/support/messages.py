"""Signed messages of another Chung Tay site to the webhook endpoint."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from campaigns.portal.http.signing import signed_headers
from tests.campaigns.portal.conftest import SECRET

SITE = "https://nguon.example.vn"
SHARED = {
    "event": "item.shared",
    "id": "6f9619ff-8b86-d011-b42d-00c04fc964ff",
    "code": "",
    "title": "<b>Tên</b> bài",
    "kind": "tin-tuc",
    "url": f"{SITE}/tin-tuc/bai/",
}


def post_message(body: dict[str, Any], secret: str = SECRET, **changes: str) -> Any:
    """Post the signed message to the webhook endpoint; ``changes`` replace headers."""
    data = json.dumps({"site": SITE, **body}).encode()
    headers = signed_headers(secret, "k", data) | changes
    headers.pop("Content-Type")
    return Client().post(reverse("portal_webhook"), data, content_type="application/json", headers=headers)
