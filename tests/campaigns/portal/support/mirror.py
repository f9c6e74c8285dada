"""Another Chung Tay site in this process: requests to it are answered by this site itself."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from PIL import Image

from campaigns.portal.http.client import Answer


class Mirror:
    """Answers requests with the test client; ``change`` may alter JSON answers by their path."""

    def __init__(self) -> None:
        self.change: Callable[[str, Any], Any] = lambda path, body: body
        self.files: dict[str, bytes] = {}

    def request(
        self, method: str, url: str, headers: Any = None, body: bytes = b"", largest: int = 0
    ) -> Answer:
        parts = urlsplit(url)
        if url in self.files:
            return Answer(200, {}, self.files[url], url)
        sent = {name: value for name, value in (headers or {}).items() if name != "Content-Type"}
        path = f"{parts.path}?{parts.query}"
        if method == "POST":
            response = Client().post(path, body, content_type="application/json", headers=sent)
        else:
            response = Client().get(path, headers=sent)
        content = response.content
        if "json" in response["Content-Type"]:
            before = json.loads(content)
            after = self.change(parts.path, json.loads(content))
            content = content if before == after else json.dumps(after).encode()
        received = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, received, content, url)


def altered(part: str, **changes: Any) -> Callable[[str, Any], Any]:
    """Return a change of the answers of paths that contain ``part``."""
    return lambda path, body: body | changes if part in path and "items" not in body else body


def jpeg(colour: str) -> bytes:
    """Return a small picture."""
    buffer = BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "JPEG")
    return buffer.getvalue()
