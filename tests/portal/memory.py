"""A WordPress in memory: enough of its REST interface to be told, changed behind our back and broken."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from campaigns.portal.client import Answer
from campaigns.portal.errors import PortalError

HTML = b"<!doctype html><html><body>Khong thay trang</body></html>"


class MemoryWordPress:
    """``posts`` by number. ``next_answers``: (method, status or error or "lost") for coming requests."""

    url = "https://cong.example.vn"

    def __init__(self) -> None:
        self.posts: dict[int, dict[str, Any]] = {}
        self.media: dict[int, dict[str, Any]] = {}
        self.terms: dict[str, list[str]] = {"categories": [], "tags": []}
        self.script: list[tuple[str, Any]] = []
        self.missing: Callable[[], tuple[int, bytes]] = lambda: (404, b'{"code": "rest_post_invalid_id"}')
        self.asked: list[tuple[str, str]] = []

    def fails(self, method: str, *answers: Any) -> None:
        """The next requests of posts by that method get these answers: a status, an error, or "lost"."""
        self.script += [(method, answer) for answer in answers]

    def written(self) -> list[str]:
        return [route for method, route in self.asked if method == "POST" and "/posts" in route]

    def request(
        self, method: str, url: str, headers: Any = None, body: bytes = b"", largest: int = 0
    ) -> Answer:
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        route = query["rest_route"]
        self.asked.append((method, route))
        planned = self._planned(method, route)
        if isinstance(planned, PortalError):
            raise planned
        if isinstance(planned, int):
            return self._said(planned, {"message": "khong duoc"})
        answer = self._answer(method, route, query, json.loads(body) if body[:1] == b"{" else {})
        if isinstance(planned, tuple):
            # Carried out, and the answer is lost on its way.
            raise planned[1]
        return answer

    def _planned(self, method: str, route: str) -> Any:
        if self.script and "/posts" in route and self.script[0][0] == method:
            return self.script.pop(0)[1]
        return None

    def _said(self, status: int, body: Any) -> Answer:
        return Answer(status, {"content-type": "application/json"}, json.dumps(body).encode(), self.url)

    def _answer(self, method: str, route: str, query: dict[str, str], said: dict[str, Any]) -> Answer:
        name, _, number = route.removeprefix("/wp/v2/").partition("/")
        if name == "posts":
            return self._post(method, number, query, said)
        if name == "media":
            return self._media(method, number, query, said)
        if method == "GET":
            return self._said(200, [{"id": n, "name": word} for n, word in enumerate(self.terms[name], 1)])
        self.terms[name].append(said["name"])
        return self._said(201, {"id": len(self.terms[name]), "name": said["name"]})

    def _media(self, method: str, number: str, query: dict[str, str], said: dict[str, Any]) -> Answer:
        if method == "GET":
            found = [row for row in self.media.values() if row["slug"] == query["slug"]]
            return self._said(200, found)
        if not number:
            made = {"id": len(self.media) + 1, "slug": "", "source_url": f"{self.url}/anh.jpg"}
            self.media[made["id"]] = made
            return self._said(201, made)
        self.media[int(number)] |= said
        return self._said(200, self.media[int(number)])

    def _post(self, method: str, number: str, query: dict[str, str], said: dict[str, Any]) -> Answer:
        if not number and method == "GET":
            names = query["slug"].split(",")
            return self._said(200, [post for post in self.posts.values() if post["slug"] in names])
        if not number:
            made = {"id": max(self.posts, default=100) + 1, "link": f"{self.url}/?p=1", **said}
            self.posts[made["id"]] = made
            return self._said(201, made)
        if int(number) not in self.posts:
            status, body = self.missing()
            return Answer(status, {}, body, self.url)
        if method == "POST":
            self.posts[int(number)] |= said
        elif method == "DELETE":
            return self._said(200, self.posts.pop(int(number)))
        return self._said(200, self.posts[int(number)])
