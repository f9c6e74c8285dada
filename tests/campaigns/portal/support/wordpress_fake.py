"""A WordPress in memory: the part of its REST API that the connector uses, with errors on demand."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from campaigns.portal.connectors.wordpress import REQUIRED_CAPABILITIES
from campaigns.portal.http.client import Answer
from campaigns.portal.http.errors import PortalError
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import maintenance

HTML = b"<!doctype html><html><body>Khong thay trang</body></html>"


class WordPressFake:
    """``posts`` by number; ``fails`` plans the answers of coming requests."""

    url = "https://cong.example.vn"

    def __init__(self) -> None:
        self.posts: dict[int, dict[str, Any]] = {}
        self.media: dict[int, dict[str, Any]] = {}
        self.terms: dict[str, list[str]] = {"categories": [], "tags": []}
        self.script: list[tuple[str, Any]] = []
        self.missing: Callable[[], tuple[int, bytes]] = lambda: (404, b'{"code": "rest_post_invalid_id"}')
        self.requests: list[tuple[str, str]] = []
        # A plug-in that sets posts back to published.
        self.keeps_published = False
        # The account may not delete pictures.
        self.keeps_media = False

    def fails(self, method: str, *answers: Any) -> None:
        """Plan the answers of the next requests of posts by that method.

        An answer is a status, an error, None for a normal answer, or ("lost", error): carried out without
        an answer.
        """
        self.script += [(method, answer) for answer in answers]

    def request(
        self, method: str, url: str, headers: Any = None, body: bytes = b"", largest: int = 0
    ) -> Answer:
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        route = query["rest_route"]
        self.requests.append((method, route))
        planned = self._planned(method, route)
        if isinstance(planned, PortalError):
            raise planned
        if isinstance(planned, int):
            return self._json(planned, {"message": "khong duoc"})
        data = json.loads(body) if body[:1] == b"{" else {}
        answer = self._answer(method, route, query, data, headers)
        if isinstance(planned, tuple):
            # Carried out, and the answer is lost on its way.
            raise planned[1]
        return answer

    def _planned(self, method: str, route: str) -> Any:
        if self.script and "/posts" in route and self.script[0][0] == method:
            return self.script.pop(0)[1]
        return None

    def _json(self, status: int, body: Any) -> Answer:
        return Answer(status, {"content-type": "application/json"}, json.dumps(body).encode(), self.url)

    def _answer(
        self, method: str, route: str, query: dict[str, str], data: dict[str, Any], headers: Any
    ) -> Answer:
        if route == "/":
            return self._json(200, {"namespaces": ["wp/v2"], "authentication": {"application-passwords": {}}})
        if route == "/wp/v2/users/me":
            return self._json(
                200, {"name": "bientap", "capabilities": dict.fromkeys(REQUIRED_CAPABILITIES, True)}
            )
        name, _, number = route.removeprefix("/wp/v2/").partition("/")
        if name == "posts":
            return self._post(method, number, query, data)
        if name == "media":
            disposition = (headers or {}).get("Content-Disposition", "")
            return self._media(method, number, query, data, disposition.partition('"')[2].rstrip('"'))
        if method == "GET":
            return self._json(200, [{"id": n, "name": word} for n, word in enumerate(self.terms[name], 1)])
        self.terms[name].append(data["name"])
        return self._json(201, {"id": len(self.terms[name]), "name": data["name"]})

    def _media(
        self, method: str, number: str, query: dict[str, str], data: dict[str, Any], name: str
    ) -> Answer:
        if method == "GET":
            found = [row for row in self.media.values() if row["slug"] == query["slug"]]
            return self._json(200, found)
        if method == "DELETE":
            return self._json(403, {}) if self.keeps_media else self._json(200, self.media.pop(int(number)))
        if not number:
            slug = name.removesuffix(".jpg")
            made = {"id": max(self.media, default=0) + 1, "slug": slug, "source_url": f"{self.url}/{name}"}
            self.media[made["id"]] = made
            return self._json(201, made)
        self.media[int(number)] |= data
        return self._json(200, self.media[int(number)])

    def _post(self, method: str, number: str, query: dict[str, str], data: dict[str, Any]) -> Answer:
        if not number and method == "GET":
            names = query["slug"].split(",")
            return self._json(200, [post for post in self.posts.values() if post["slug"] in names])
        if not number:
            made = {"id": max(self.posts, default=100) + 1, "link": f"{self.url}/?p=1", **data}
            self.posts[made["id"]] = made
            return self._json(201, made)
        if int(number) not in self.posts:
            status, body = self.missing()
            return Answer(status, {}, body, self.url)
        if method == "POST":
            self.posts[int(number)] |= {**data, "status": "publish"} if self.keeps_published else data
        elif method == "DELETE":
            return self._json(200, self.posts.pop(int(number)))
        return self._json(200, self.posts[int(number)])


def post_of(fake: WordPressFake) -> dict[str, Any]:
    """Return the only post."""
    (post,) = fake.posts.values()
    return post


def edit_on_portal(fake: WordPressFake, connection: PortalConnection, content: str = "Họ đã sửa") -> None:
    """Change the only post on the portal, and let the check detect it."""
    post_of(fake)["content"] = content
    maintenance.check_items(connection, list(Delivery.objects.all()))
    assert Delivery.objects.get().drift == Delivery.Drift.CHANGED
