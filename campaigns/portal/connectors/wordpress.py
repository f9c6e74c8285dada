"""WordPress by its REST interface, with an application password.

A post is known by its address here, "bai-" and the item's own number, which all versions share: a
post made by a request whose answer never came is found by it and not made twice.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape, unescape
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.approvals import codes
from campaigns.portal.client import Answer, SafeClient
from campaigns.portal.connectors.base import Held, Message, SignInError, expect
from campaigns.portal.errors import PortalError, RefusedError
from campaigns.portal.gone import Gone
from campaigns.portal.items import Item, Picture
from campaigns.portal.models import Delivery

FIELDS = "id,slug,status,link,title,content,excerpt,featured_media"
NEEDED = {
    "edit_posts": gettext_lazy("viết bài"),
    "publish_posts": gettext_lazy("đăng bài"),
    "edit_published_posts": gettext_lazy("sửa bài đã đăng"),
    "upload_files": gettext_lazy("tải ảnh lên"),
}


def slug_of(uid: str) -> str:
    return f"bai-{uid.replace('-', '')[:12]}"


class WordPressConnector:
    def __init__(self, address: str, username: str, secret: str, client: SafeClient) -> None:
        self.address, self.client = address.rstrip("/"), client
        pair = f"{username}:{secret}".encode()
        self.headers = {
            "Authorization": f"Basic {base64.b64encode(pair).decode()}",
            "Accept": "application/json",
        }

    def check(self) -> list[str]:
        """That it is a WordPress, lets us in, and lets this account publish."""
        front = self._ask("GET", "/", signed_in=False)
        if front.status in (404, 410) or "html" in front.headers.get("content-type", ""):
            raise RefusedError(
                _("Địa chỉ này không phải WordPress, hoặc WordPress đã tắt REST API (mã %(n)d).")
                % {"n": front.status},
                front.status,
            )
        body = expect(front, _("Mở REST API")).json()
        if not isinstance(body, dict) or "wp/v2" not in body.get("namespaces", []):
            raise RefusedError(_("Địa chỉ này có trả lời nhưng không phải WordPress."))
        if "application-passwords" not in (body.get("authentication") or {}):
            raise SignInError(_("WordPress này chưa cho dùng mật khẩu ứng dụng: cần https, hoặc đã bị tắt."))
        me = expect(self._ask("GET", "/wp/v2/users/me", {"context": "edit"}), _("Đăng nhập")).json()
        may = me.get("capabilities", {}) if isinstance(me, dict) else {}
        missing = [str(label) for right, label in NEEDED.items() if not may.get(right)]
        if missing:
            raise RefusedError(
                _("Đăng nhập được, nhưng tài khoản chưa có quyền: %(rights)s.")
                % {"rights": ", ".join(missing)}
            )
        return [
            _("WordPress “%(name)s”.") % {"name": unescape(str(body.get("name", "")))[:120]},
            _("Đăng nhập bằng tài khoản %(name)s, đủ quyền.") % {"name": str(me.get("name", ""))[:80]},
        ]

    def put(self, item: Item, held: Held, message: Message) -> Held:
        post = self._post(item, message)
        number = self._own(item.uid, held) or self._found(item.uid)
        if number:
            answer = self._ask("POST", f"/wp/v2/posts/{number}", body=post)
            if not _is_gone(answer):
                return self._held(expect(answer, _("Sửa bài")))
        return self._only(
            self._held(expect(self._ask("POST", "/wp/v2/posts", body=post), _("Đăng bài"))), item, post
        )

    def take_down(self, gone: Gone, held: Held, message: Message) -> Held:
        """Back to draft; where the account may not, the notice stands in the text's place."""
        number = self._own(gone.uid, held) or self._found(gone.uid)
        if not number:
            return Held(Delivery.State.DOWN)
        answer = self._ask("POST", f"/wp/v2/posts/{number}", body={"status": "draft"})
        if _is_gone(answer):
            return Held(Delivery.State.DOWN, number)
        if answer.status == 403:
            post = {"content": gone.html, "excerpt": escape(gone.reason, quote=False), "featured_media": 0}
            answer = expect(self._ask("POST", f"/wp/v2/posts/{number}", body=post), _("Thay bằng thông báo"))
            return self._held(answer, Delivery.State.NOTICE)
        return self._held(expect(answer, _("Gỡ bài")), Delivery.State.DOWN)

    def look(self, uid: str, held: Held) -> Held | None:
        if not held.remote_id:
            return None
        answer = self._seen(held.remote_id)
        if _is_gone(answer):
            return Held(Delivery.State.DOWN, held.remote_id)
        seen = self._held(expect(answer, _("Xem bài")))
        if len(self._twins(uid)) > 1:
            return Held(seen.state, seen.remote_id, seen.link, marker="twin")
        return seen

    def marker_of(self, item: Item, message: Message) -> str:
        return _marker(self._post(item, message))

    def _post(self, item: Item, message: Message) -> dict[str, Any]:
        """The item as a post; its pictures, category and tags are there afterwards."""
        # From the last: of two with the same bytes the words of the first stay.
        media = {picture: self._media(picture) for picture in reversed(item.pictures)}
        html = item.html_with(lambda picture: media[picture][1])
        lead = item.pictures[0] if item.has_lead else None
        if lead:
            # The theme shows the featured picture above the text; once is enough.
            html = html.partition("</figure>")[2].lstrip()
        return {
            "slug": slug_of(item.uid),
            "status": "publish",
            # WordPress takes titles and excerpts for HTML.
            "title": escape(item.title, quote=False),
            "content": html,
            "excerpt": escape(item.summary, quote=False),
            "categories": [self._term("categories", message.place["category"])],
            "tags": [self._term("tags", name) for name in message.place["tags"]],
            "featured_media": media[item.pictures[0]][0] if item.pictures else 0,
        }

    def _seen(self, number: str) -> Answer:
        return self._ask("GET", f"/wp/v2/posts/{number}", {"context": "edit", "_fields": FIELDS})

    def _own(self, uid: str, held: Held) -> str:
        """The number we hold if the post of that number is ours; "" if there is none of that number.

        Its address, what we left in it, or the approval code in its text say that it is. Raises
        ``RefusedError`` for anybody else's: numbers mean something else on a site that was moved.
        """
        if not held.remote_id:
            return ""
        answer = self._seen(held.remote_id)
        if _is_gone(answer):
            return ""
        post = _mapping(expect(answer, _("Xem bài")))
        ours = str(post.get("slug", "")).startswith(slug_of(uid)) or _marker(post) == held.marker
        if ours or (held.code and codes.shown(held.code) in str(_raw(post.get("content")))):
            return held.remote_id
        raise RefusedError(
            _("Bài số %(n)s trên cổng không phải bài của trang này. Xem bài đó, cần thì gỡ bằng tay.")
            % {"n": held.remote_id},
            409,
        )

    def _held(self, answer: Answer, state: str = "") -> Held:
        post = _mapping(answer)
        state = state or (Delivery.State.STANDS if post.get("status") == "publish" else Delivery.State.DOWN)
        link = str(post.get("link", ""))
        link = link if link.startswith(("http://", "https://")) and len(link) <= 500 else ""
        return Held(state, str(post["id"]), link, _marker(post))

    def _only(self, made: Held, item: Item, post: Mapping[str, Any]) -> Held:
        """The post just made, unless an earlier request made one meanwhile: then that one, and no other."""
        try:
            twins = self._twins(item.uid)
            if len(twins) < 2:
                return made
            first = min(twins)
            for number in twins:
                if number != first:
                    self._drop(number)
            return self._held(expect(self._ask("POST", f"/wp/v2/posts/{first}", body=post), _("Sửa bài")))
        except PortalError:
            # The post stands, and that must be known. A twin is found by the daily look.
            return made

    def _drop(self, number: int) -> None:
        answer = self._ask("DELETE", f"/wp/v2/posts/{number}", {"force": "true"})
        if answer.status == 403:
            expect(self._ask("POST", f"/wp/v2/posts/{number}", body={"status": "draft"}), _("Gỡ bài trùng"))

    def _found(self, uid: str) -> str:
        """The number of the item's post, "" when there is none; of several the first, the rest dropped."""
        twins = self._twins(uid)
        for number in sorted(twins)[1:]:
            self._drop(number)
        return str(min(twins)) if twins else ""

    def _twins(self, uid: str) -> list[int]:
        # WordPress gives a second post of the same address a number behind it.
        names = [slug_of(uid), *(f"{slug_of(uid)}-{number}" for number in (2, 3))]
        query = {
            "slug": ",".join(names),
            "status": "publish,future,draft,pending,private",
            "_fields": "id,slug",
        }
        posts = expect(self._ask("GET", "/wp/v2/posts", {**query, "context": "edit"}), _("Tìm bài")).json()
        return [int(post["id"]) for post in _rows(posts)]

    def _media(self, picture: Picture) -> tuple[int, str]:
        """(number, address) of the picture there, sent only if its bytes are not there yet."""
        query = {"slug": picture.name.removesuffix(".jpg"), "_fields": "id,source_url"}
        found = _rows(expect(self._ask("GET", "/wp/v2/media", query), _("Tìm ảnh")).json())
        if not found:
            headers = {
                "Content-Type": "image/jpeg",
                "Content-Disposition": f'attachment; filename="{picture.name}"',
            }
            sent = self._ask("POST", "/wp/v2/media", headers=headers, data=picture.read())
            found = [_mapping(expect(sent, _("Gửi ảnh")))]
        # Each time: the first try may have died in between, and the words may have changed since.
        told = {"alt_text": picture.alt, "caption": picture.caption}
        expect(self._ask("POST", f"/wp/v2/media/{found[0]['id']}", body=told), _("Ghi chú ảnh"))
        return int(found[0]["id"]), str(found[0].get("source_url", ""))

    def _term(self, kind: str, name: str) -> int:
        """The number of a category or tag of that name, made if there is none."""
        query = {"search": name, "per_page": "100", "_fields": "id,name"}
        rows = _rows(expect(self._ask("GET", f"/wp/v2/{kind}", query), _("Tìm chuyên mục")).json())
        for row in rows:
            if unescape(str(row.get("name", ""))).casefold() == name.casefold():
                return int(row["id"])
        answer = self._ask("POST", f"/wp/v2/{kind}", body={"name": name})
        if answer.status == 400 and isinstance(answer.json().get("data", {}).get("term_id"), int):
            return int(answer.json()["data"]["term_id"])
        if answer.status == 403:
            raise RefusedError(
                _(
                    "Cổng chưa có chuyên mục hoặc thẻ “%(name)s” và tài khoản không được tạo. "
                    "Tạo mục đó trên cổng."
                )
                % {"name": name},
                403,
            )
        return int(_mapping(expect(answer, _("Tạo chuyên mục")))["id"])

    def _ask(
        self,
        method: str,
        route: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        data: bytes = b"",
        signed_in: bool = True,
    ) -> Answer:
        # This form of the address works with every setting of permalinks.
        url = f"{self.address}/?{urlencode({'rest_route': route, **(query or {})})}"
        sent = {**(self.headers if signed_in else {}), **(headers or {})}
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        return self.client.request(method, url, sent, data)


def _mapping(answer: Answer) -> dict[str, Any]:
    body = answer.json()
    if not isinstance(body, dict) or not isinstance(body.get("id"), int):
        raise RefusedError(_("Cổng trả về dữ liệu không phải của WordPress."), answer.status)
    return body


def _rows(body: Any) -> list[dict[str, Any]]:
    if not isinstance(body, list):
        raise RefusedError(_("Cổng trả về dữ liệu không phải của WordPress."))
    return [row for row in body if isinstance(row, dict) and isinstance(row.get("id"), int)]


def _is_gone(answer: Answer) -> bool:
    """Whether WordPress itself says that there is no such post; a 404 of a moved site says nothing."""
    if answer.status == 410:
        return True
    try:
        body = answer.json() if answer.status == 404 else None
    except RefusedError:
        return False
    return isinstance(body, dict) and body.get("code") == "rest_post_invalid_id"


def _marker(post: Mapping[str, Any]) -> str:
    shown = [_raw(post.get(name)) for name in ("title", "content", "excerpt", "status", "featured_media")]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def _raw(value: Any) -> Any:
    return value.get("raw", value.get("rendered")) if isinstance(value, dict) else value
