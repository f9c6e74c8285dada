"""Connector to WordPress by its REST API, with an application password.

A post is identified by its slug, "bai-" and the item's uid, the same for all versions: a post that was
created by a request without an answer is found by it and not created twice.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.approvals import codes
from campaigns.portal.connectors.base import AuthenticationError, expect
from campaigns.portal.connectors.payloads import (
    DUPLICATED,
    Item,
    Message,
    RemoteItem,
    Removal,
)
from campaigns.portal.connectors.wordpress_answers import is_deleted, marker_of, raw, row_of, rows_of
from campaigns.portal.connectors.wordpress_pictures import WordPressPictures, without_featured
from campaigns.portal.connectors.wordpress_posts import CLOSED, dated
from campaigns.portal.http.client import Answer, SafeClient
from campaigns.portal.http.errors import PortalError, RefusedError, UnconfirmedError
from campaigns.portal.models import Delivery

FIELDS = "id,slug,status,link,title,content,excerpt,featured_media"
# Of a post that readers see, or will see by itself.
PUBLIC_STATUSES = ("publish", "future")
REQUIRED_CAPABILITIES = {
    "edit_posts": gettext_lazy("viết bài"),
    "publish_posts": gettext_lazy("đăng bài"),
    "edit_published_posts": gettext_lazy("sửa bài đã đăng"),
    "upload_files": gettext_lazy("tải ảnh lên"),
}


def slug_of(uid: str) -> str:
    """Return the slug of the item's post."""
    return f"bai-{uid.replace('-', '')[:12]}"


class WordPressConnector:
    """Creates, updates and unpublishes posts with their pictures, categories and tags."""

    def __init__(self, address: str, username: str, secret: str, client: SafeClient) -> None:
        self.address, self.client = address.rstrip("/"), client
        pair = f"{username}:{secret}".encode()
        self.headers = {
            "Authorization": f"Basic {base64.b64encode(pair).decode()}",
            "Accept": "application/json",
        }

    @property
    def pictures(self) -> WordPressPictures:
        return WordPressPictures(self._request)

    def check(self) -> list[str]:
        """Test that the address is a WordPress, and that the account can sign in and publish."""
        front = self._request("GET", "/", signed_in=False)
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
            raise AuthenticationError(
                _("WordPress này chưa cho dùng mật khẩu ứng dụng: cần https, hoặc đã bị tắt.")
            )
        account = expect(self._request("GET", "/wp/v2/users/me", {"context": "edit"}), _("Đăng nhập")).json()
        granted = account.get("capabilities", {}) if isinstance(account, dict) else {}
        missing = [str(label) for right, label in REQUIRED_CAPABILITIES.items() if not granted.get(right)]
        if missing:
            raise RefusedError(
                _("Đăng nhập được, nhưng tài khoản chưa có quyền: %(rights)s.")
                % {"rights": ", ".join(missing)}
            )
        return [
            _("WordPress “%(name)s”.") % {"name": unescape(str(body.get("name", "")))[:120]},
            _("Đăng nhập bằng tài khoản %(name)s, đủ quyền.") % {"name": str(account.get("name", ""))[:80]},
        ]

    def put(self, item: Item, remote: RemoteItem, message: Message) -> RemoteItem:
        """Update the item's post, or create it when there is none."""
        post = self._post(item, message)
        number = self._verified_number(item.uid, remote) or self._find_number(item.uid)
        if number:
            answer = self._request("POST", f"/wp/v2/posts/{number}", body=post)
            if not is_deleted(answer):
                return self._remote_item(expect(answer, _("Sửa bài")))
        return self._without_duplicates(
            self._remote_item(expect(self._request("POST", "/wp/v2/posts", body=post), _("Đăng bài"))),
            item,
            post,
        )

    def remove(self, removal: Removal, remote: RemoteItem, message: Message) -> RemoteItem:
        """Set the post to draft; where the account may not do so, replace its text by the notice."""
        number = self._verified_number(removal.uid, remote) or self._find_number(removal.uid)
        if not number:
            return RemoteItem(Delivery.State.REMOVED)
        answer = self._request("POST", f"/wp/v2/posts/{number}", body={"status": "draft"})
        if is_deleted(answer):
            return RemoteItem(Delivery.State.REMOVED, number)
        if answer.status == 403:
            post = {
                "content": removal.html,
                "excerpt": escape(removal.reason, quote=False),
                "featured_media": 0,
                **CLOSED,
            }
            expect(self._request("POST", f"/wp/v2/posts/{number}", body=post), _("Thay bằng thông báo"))
            return self._confirmed_removal(number, removal.html)
        expect(answer, _("Gỡ bài"))
        return self._confirmed_removal(number)

    def _confirmed_removal(self, number: str, notice: str = "") -> RemoteItem:
        """Return the removed post as WordPress shows it; raises ``UnconfirmedError`` if it still stands."""
        answer = self._read_post(number)
        if is_deleted(answer):
            return RemoteItem(Delivery.State.REMOVED, number)
        post = row_of(expect(answer, _("Xem bài")))
        if notice and raw(post.get("content")) == notice:
            return self._remote_item(answer, Delivery.State.NOTICE)
        if notice or post.get("status") in PUBLIC_STATUSES:
            raise UnconfirmedError(
                _("Cổng trả lời đã nhận tin gỡ, nhưng bài vẫn đang đăng ở đó."), answer.status
            )
        return self._remote_item(answer, Delivery.State.REMOVED)

    def discard(self, names: Sequence[str]) -> None:
        self.pictures.delete(names)

    def inspect(self, uid: str, remote: RemoteItem) -> RemoteItem | None:
        if not remote.remote_id:
            return None
        answer = self._read_post(remote.remote_id)
        if is_deleted(answer):
            return RemoteItem(Delivery.State.REMOVED, remote.remote_id)
        current = self._remote_item(expect(answer, _("Xem bài")))
        if len(self._duplicates(uid)) > 1:
            return RemoteItem(current.state, current.remote_id, current.link, marker=DUPLICATED)
        return current

    def expected_marker(self, item: Item, message: Message) -> str:
        return marker_of(self._post(item, message))

    def _post(self, item: Item, message: Message) -> dict[str, Any]:
        """Return the item as a post, after uploading its pictures and creating its category and tags."""
        # From the last: of two pictures with the same bytes the texts of the first remain.
        media = {picture: self.pictures.upload(picture) for picture in reversed(item.pictures)}
        html = item.html_with(lambda picture: media[picture][1])
        number, address = media[item.pictures[0]] if item.has_lead else (0, "")
        html, is_featured = without_featured(html, address) if number else (html, False)
        return {
            "slug": slug_of(item.uid),
            "status": "publish",
            # WordPress reads titles and excerpts as HTML.
            "title": escape(item.title, quote=False),
            "content": html,
            "excerpt": escape(item.summary, quote=False),
            "categories": [self._term("categories", message.taxonomy["category"])],
            "tags": [self._term("tags", name) for name in message.taxonomy["tags"]],
            "featured_media": number if is_featured else 0,
            **CLOSED,
            **dated(item.day),
        }

    def _read_post(self, number: str) -> Answer:
        return self._request("GET", f"/wp/v2/posts/{number}", {"context": "edit", "_fields": FIELDS})

    def _verified_number(self, uid: str, remote: RemoteItem) -> str:
        """Return the recorded number if that post is the item's; "" if the post does not exist.

        The post is the item's if its slug, its content or the approval code in its text agree. Raises
        ``RefusedError`` for any other post: on a site that was set up anew the numbers differ.
        """
        if not remote.remote_id:
            return ""
        answer = self._read_post(remote.remote_id)
        if is_deleted(answer):
            return ""
        post = row_of(expect(answer, _("Xem bài")))
        is_same = str(post.get("slug", "")).startswith(slug_of(uid)) or marker_of(post) == remote.marker
        if is_same or (remote.code and codes.shown(remote.code) in str(raw(post.get("content")))):
            return remote.remote_id
        raise RefusedError(
            _("Bài số %(n)s trên cổng không phải bài của trang này. Xem bài đó, cần thì gỡ bằng tay.")
            % {"n": remote.remote_id},
            409,
        )

    def _remote_item(self, answer: Answer, state: str = "") -> RemoteItem:
        post = row_of(answer)
        state = state or (
            Delivery.State.PUBLISHED if post.get("status") == "publish" else Delivery.State.REMOVED
        )
        link = str(post.get("link", ""))
        link = link if link.startswith(("http://", "https://")) and len(link) <= 500 else ""
        return RemoteItem(state, str(post["id"]), link, marker_of(post))

    def _without_duplicates(self, created: RemoteItem, item: Item, post: Mapping[str, Any]) -> RemoteItem:
        """Return the created post; if an earlier request also created one, keep only the first."""
        try:
            duplicates = self._duplicates(item.uid)
            if len(duplicates) < 2:
                return created
            first = min(duplicates)
            for number in duplicates:
                if number != first:
                    self._delete_post(number)
            return self._remote_item(
                expect(self._request("POST", f"/wp/v2/posts/{first}", body=post), _("Sửa bài"))
            )
        except PortalError:
            # The post exists, and that must be recorded. The daily check finds the duplicate.
            return created

    def _delete_post(self, number: int) -> None:
        """Delete a duplicate for good, or set it to draft where the account may not delete."""
        answer = self._request("DELETE", f"/wp/v2/posts/{number}", {"force": "true"})
        if answer.status == 403:
            expect(
                self._request("POST", f"/wp/v2/posts/{number}", body={"status": "draft"}), _("Gỡ bài trùng")
            )

    def _find_number(self, uid: str) -> str:
        """Return the number of the item's post, "" when there is none; of several only the first is kept."""
        duplicates = self._duplicates(uid)
        for number in sorted(duplicates)[1:]:
            self._delete_post(number)
        return str(min(duplicates)) if duplicates else ""

    def _duplicates(self, uid: str) -> list[int]:
        # WordPress appends a number to the slug of a second post.
        names = [slug_of(uid), *(f"{slug_of(uid)}-{number}" for number in (2, 3))]
        query = {
            "slug": ",".join(names),
            "status": "publish,future,draft,pending,private",
            "_fields": "id,slug",
        }
        posts = expect(
            self._request("GET", "/wp/v2/posts", {**query, "context": "edit"}), _("Tìm bài")
        ).json()
        return [int(post["id"]) for post in rows_of(posts)]

    def _term(self, kind: str, name: str) -> int:
        """Return the number of a category or tag of that name, created if there is none."""
        query = {"search": name, "per_page": "100", "_fields": "id,name"}
        rows = rows_of(expect(self._request("GET", f"/wp/v2/{kind}", query), _("Tìm chuyên mục")).json())
        for row in rows:
            if unescape(str(row.get("name", ""))).casefold() == name.casefold():
                return int(row["id"])
        answer = self._request("POST", f"/wp/v2/{kind}", body={"name": name})
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
        return int(row_of(expect(answer, _("Tạo chuyên mục")))["id"])

    def _request(
        self,
        method: str,
        route: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        data: bytes = b"",
        signed_in: bool = True,
    ) -> Answer:
        # This form of the address works with every permalink setting.
        url = f"{self.address}/?{urlencode({'rest_route': route, **(query or {})})}"
        all_headers = {**(self.headers if signed_in else {}), **(headers or {})}
        if body is not None:
            data, all_headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        return self.client.request(method, url, all_headers, data)
