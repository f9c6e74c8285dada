"""What is taken over is verified: a source that lies puts nothing here, and bad data are words."""

import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Page

from campaigns.models import NewsPage, SloganPage
from campaigns.portal import exchange, proof
from campaigns.portal.client import Answer, SafeClient
from campaigns.portal.delivery import enlist, touch
from campaigns.portal.errors import PortalError, RefusedError
from campaigns.portal.models import Delivery, HeardMessage, TakenItem
from campaigns.portal.takeover import take_over
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Role
from tests import factories
from tests.portal.test_exchange import SHARED, ring

pytestmark = pytest.mark.django_db


class Mirror:
    """The other site is this one, asked over the wire; ``change`` may alter what it answers by path."""

    def __init__(self) -> None:
        self.change: Callable[[str, Any], Any] = lambda path, body: body
        self.files: dict[str, bytes] = {}

    def request(
        self, method: str, url: str, headers: Any = None, body: bytes = b"", largest: int = 0
    ) -> Answer:
        parts = urlsplit(url)
        if url in self.files:
            return Answer(200, {}, self.files[url], url)
        told = {name: value for name, value in (headers or {}).items() if name != "Content-Type"}
        path = f"{parts.path}?{parts.query}"
        if method == "POST":
            response = Client().post(path, body, content_type="application/json", headers=told)
        else:
            response = Client().get(path, headers=told)
        said = response.content
        if "json" in response["Content-Type"]:
            before = json.loads(said)
            after = self.change(parts.path, json.loads(said))
            said = said if before == after else json.dumps(after).encode()
        named = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, named, said, url)


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Mirror:
    cache.clear()
    site = Mirror()
    monkeypatch.setattr(SafeClient, "request", lambda self, *args, **named: site.request(*args, **named))
    return site


@pytest.fixture
def site(connect: Any) -> Any:
    return connect(django_settings.SITE_URL, "chung-tay", automatic=[])


@pytest.fixture
def editor(staff: Any) -> Any:
    return staff(Role.EDITOR)


@pytest.fixture
def source(department: Any) -> Any:
    body = [{"type": "text", "value": "<h2>Đầu đề</h2><p>Gọi <b>111</b> khi nghi ngờ.</p>"}]
    return factories.published(NewsPage, department, title="Bài nguồn", body=body)


@pytest.fixture
def offered(site: Any, source: Any) -> TakenItem:
    return TakenItem.objects.create(
        connection=site, uid=source.translation_key, code=source.code, source_state="in-force"
    )


def on(part: str, **changes: Any) -> Callable[[str, Any], Any]:
    """Alter the answers of paths that hold ``part``."""
    return lambda path, body: body | changes if part in path and "items" not in body else body


def jpeg(colour: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def test_what_agrees_becomes_a_draft(mirror: Mirror, offered: TakenItem, source: Any, editor: Any) -> None:
    page = take_over(offered, editor)
    assert (page.title, page.live, page.pk != source.pk) == ("Bài nguồn", False, True)
    assert "Tiếp nhận từ" in str(page.body) and offered.note == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (on("/pages/", text="Văn bản khác"), "Nguyên văn không khớp"),
        (on("/xac-minh/", text="Văn bản khác"), "Nguyên văn không khớp"),
        (on("/xac-minh/", content_hash="0" * 64), "dấu nội dung không khớp"),
        (on("/pages/", approval={"code": "AAAAA-AAAAA", "content_hash": "0" * 64}), "không khớp"),
        (on("/pages/", approval="x"), "không khớp"),
        (on("/pages/", story="<p>Nội dung chưa ai duyệt</p>"), "xác nhận"),
        (on("/pages/", title="Tên chưa ai duyệt"), "xác nhận"),
        (on("/pages/", fields={"byline": "Kẻ gian"}), "xác nhận"),
        (on("/chuong/", digest="0" * 64), "chữ ký đúng"),
        (on("/xac-minh/", state="withdrawn"), "Bên nguồn"),
        (on("/xac-minh/", code=7), "mã khác"),
    ],
)
def test_what_does_not_agree_is_refused(
    change: Any, words: str, mirror: Mirror, offered: TakenItem, editor: Any
) -> None:
    mirror.change = change
    with pytest.raises(RefusedError, match=words):
        take_over(offered, editor)
    assert NewsPage.objects.count() == 1 and TakenItem.objects.get().page is None


def test_an_embedded_slogan_is_vouched_for_as_it_is_now(
    mirror: Mirror, site: Any, department: Any, editor: Any
) -> None:
    slogan = factories.published(SloganPage, department, text="Không ai là món hàng")
    body = [*factories.TEXT, {"type": "slogan", "value": slogan.pk}]
    page = factories.published(NewsPage, department, body=body)
    taken = TakenItem.objects.create(connection=site, uid=page.translation_key, code=page.code)
    draft = take_over(taken, editor)
    assert "Không ai là món hàng" in str(draft.body) and taken.note


@pytest.mark.parametrize("bytes_", [jpeg("#ff0000"), b"<svg onload=alert(1)>", b""])
def test_another_picture_is_refused(
    bytes_: bytes, mirror: Mirror, site: Any, department: Any, editor: Any
) -> None:
    page = factories.published(NewsPage, department, picture=factories.image())
    data = Client().get(f"/api/v2/pages/{page.pk}/").json()
    taken = TakenItem.objects.create(connection=site, uid=page.translation_key, code=page.code)
    mirror.files[data["pictures"][0]["url"]] = bytes_
    with pytest.raises(RefusedError, match="Ảnh tải về"):
        take_over(taken, editor)


def vouching(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a source that has been broken into: it vouches for whatever it says."""
    monkeypatch.setattr("campaigns.portal.fetching.require_proven", lambda *args: None)


HOSTILE = (
    '<h2 onclick="x()">Đề</h2><script>alert(1)</script><p style="x">Chữ <a href="javascript:x()">nối</a>'
    '<img src=x onerror=alert(1)><iframe src="https://ke-gian.example"></iframe>'
    '<embed embedtype="image" id="1"/></p>'
    '<figure><img src="https://ke-gian.example/a.jpg"><figcaption><b>Chú</b></figcaption></figure>'
)


def test_hostile_html_becomes_words(
    mirror: Mirror, offered: TakenItem, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    vouching(monkeypatch)
    agency = {"agency": '"><script>alert(2)</script>Sở'}

    def change(path: str, body: Any) -> Any:
        if "/pages/" not in path or "items" in body:
            return body
        return body | {"story": HOSTILE, "title": "<b>Tên</b>", "approval": body["approval"] | agency,
                       "url": "javascript:alert(3)"}  # fmt: skip

    mirror.change = change
    page = take_over(offered, editor)
    html = "".join(block.value.source for block in page.body if block.block_type == "text")
    for bad in ("<script", "onclick", "onerror", "javascript:", "<iframe", "<embed", "<img", "style="):
        assert bad not in html
    assert "Chữ" in html and offered.note


@pytest.mark.parametrize(
    "changes",
    [
        {"pictures": [{}]},
        {"pictures": [{"alt": "x"}], "has_lead": True},
        {"pictures": "x", "has_lead": True},
        {"pictures": [{"url": 7, "sha256": []}]},
        {"terms": [1, 2]},
        {"terms": {"audience": "x", "topic": [{"slug": []}]}},
        {"fields": [1]},
        {"title": ""},
        {"title": None},
        {"title": ["a"]},
        {"title": "a\x00b\ud800"},
        {"summary": {"a": 1}, "date": [1], "story": 7, "url": []},
        {"kind": "khong-co"},
        {"kind": ["tin-tuc"]},
    ],
)
def test_values_of_other_types_are_words(
    changes: dict[str, Any], mirror: Mirror, offered: TakenItem, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    vouching(monkeypatch)
    mirror.change = on("/pages/", **changes)
    client = Client()
    client.force_login(editor)
    response = client.post(reverse("portal_take", args=[offered.pk]), follow=True)
    assert response.status_code == 200
    for page in NewsPage.objects.exclude(title="Bài nguồn"):
        assert "\x00" not in page.title


def test_fields_that_do_not_go_out_do_not_come_in(
    mirror: Mirror, offered: TakenItem, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    vouching(monkeypatch)
    fields = {"byline": "Theo Báo", "path": "0001", "depth": 1, "slug": "ke-gian", "code": "X", "numchild": 9}
    mirror.change = on("/pages/", fields=fields)
    page = take_over(offered, editor)
    page.refresh_from_db()
    assert page.byline == "Theo Báo" and page.slug != "ke-gian" and page.code == "" and page.depth > 3


def test_pressed_twice_it_is_taken_once(mirror: Mirror, offered: TakenItem, editor: Any) -> None:
    stale = TakenItem.objects.get()
    take_over(offered, editor)
    with pytest.raises(RefusedError, match="vừa được tiếp nhận"):
        take_over(stale, editor)
    assert NewsPage.objects.count() == 2


def test_too_many_pictures_together_are_refused(
    mirror: Mirror, site: Any, department: Any, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.published(NewsPage, department, picture=factories.image())
    url = Client().get(f"/api/v2/pages/{page.pk}/").json()["pictures"][0]["url"]
    taken = TakenItem.objects.create(connection=site, uid=page.translation_key, code=page.code)
    limits = []

    def request(method: str, asked: str, *args: Any, largest: int = 0) -> Answer:
        if asked == url:
            limits.append(largest)
            raise RefusedError("nhiều dữ liệu hơn")
        return mirror.request(method, asked, *args)

    monkeypatch.setattr("campaigns.portal.fetching.LARGEST_TOGETHER", 1000)
    monkeypatch.setattr(SafeClient, "request", lambda self, *args, **named: request(*args, **named))
    with pytest.raises(RefusedError):
        take_over(taken, editor)
    assert limits == [1000]


# --- following, and the door ---


@pytest.fixture
def taken(mirror: Mirror, offered: TakenItem, editor: Any) -> TakenItem:
    page = take_over(offered, editor)
    factories.approve(page)
    page.get_latest_revision().publish()
    return TakenItem.objects.select_related("connection").get()


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "withdrawn", "withdrawal": "hết hạn"},
        {"state": ["withdrawn"]},
        {"state": "a\x00b", "replaced_by": {"a": 1}},
        {"withdrawal": [1], "replaced_by": 7},
    ],
)
def test_whatever_a_source_says_the_others_are_followed(
    changes: dict[str, Any], mirror: Mirror, taken: TakenItem
) -> None:
    mirror.change = on("/xac-minh/", **changes)
    assert exchange.follow_each([taken]) == 1
    taken.refresh_from_db()
    assert taken.looked_at and "\x00" not in taken.source_state


def test_an_item_that_breaks_something_stops_no_other(
    mirror: Mirror, taken: TakenItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = exchange.checked
    broken = TakenItem.objects.create(
        connection=taken.connection, uid="6f9619ff-8b86-d011-b42d-00c04fc964ff", code="X", state=taken.state
    )

    def checked(connection: Any, code: str, client: Any = None) -> Any:
        return 1 / 0 if code == "X" else real(connection, code, client)

    monkeypatch.setattr(exchange, "checked", checked)
    assert exchange.follow_each([broken, taken]) == 1
    broken.refresh_from_db()
    assert broken.looked_at is not None
    taken.connection.refresh_from_db()
    assert "ZeroDivisionError" in taken.connection.answer or taken.connection.answered_well


def test_what_the_source_withdrew_is_asked_back_from_who_uses_it(mirror: Mirror, taken: TakenItem) -> None:
    page = NewsPage.objects.get(pk=taken.page_id)
    organisation = factories.department().organisation
    used = Reuse.objects.create(approval=page.approvals.first(), organisation=organisation, how=How.PRINT)
    mirror.change = on("/xac-minh/", state="withdrawn", withdrawal={"reason": "Sai số liệu"})
    exchange.follow(taken)
    used.refresh_from_db()
    page.refresh_from_db()
    assert used.state == Reuse.State.TAKE_DOWN_REQUESTED and used.due and not page.live


def test_what_was_withdrawn_is_not_asked_about_again(mirror: Mirror, taken: TakenItem) -> None:
    TakenItem.objects.update(looked_at=None)
    assert exchange._due().count() == 1
    TakenItem.objects.update(source_state="withdrawn")
    assert exchange._due().count() == 0


def test_what_was_taken_over_is_not_offered_back(taken: TakenItem) -> None:
    connection = taken.connection
    connection.automatic = ["tin-tuc"]
    connection.save()
    own = factories.published(NewsPage, connection.department)
    touch([taken.page_id])
    enlist(connection)
    keys = set(Delivery.objects.filter(target=connection.target).values_list("key", flat=True))
    assert str(own.pk) in keys and str(taken.page_id) not in keys


def test_of_several_departments_all_have_to_be_down(taken: TakenItem, connect: Any) -> None:
    """The other site may not believe that nothing stands here while something does."""
    address = taken.connection.address
    other = connect(address, "chung-tay", department=factories.department(), automatic=[])
    TakenItem.objects.create(
        connection=other, uid=taken.uid, code=taken.code, source_state="withdrawn", state=taken.state
    )
    url = reverse("portal_status", args=[taken.uid])
    assert Client().get(url).json()["state"] == "live"
    Page.objects.filter(pk=taken.page_id).update(live=False)
    TakenItem.objects.update(source_state="withdrawn")
    assert Client().get(url).json()["state"] == "down"


def test_a_replay_is_refused_by_every_process(connect: Any, department: Any) -> None:
    connect("https://nguon.example.vn", "chung-tay", automatic=[])
    shared = SHARED | {"code": factories.published(NewsPage, department).code}
    response = ring(shared)
    assert response.status_code == 200
    headers = {
        name: response.wsgi_request.headers[name] for name in ("X-ChungTay-Signature", "X-ChungTay-Timestamp")
    }
    # Each process of the web server has a cache of its own.
    cache.clear()
    assert ring(shared, **headers).status_code == 409
    assert HeardMessage.objects.count() == 1


@pytest.mark.parametrize("event", ["item.withdrawn", "item.shared", "item.asked", ["ping"], None])
@pytest.mark.parametrize("value", [["a"], {"a": 1}, "a\x00b", 7, None, "\ud800"])
def test_the_door_bears_values_of_any_type(event: Any, value: Any, connect: Any) -> None:
    connect("https://nguon.example.vn", "chung-tay", automatic=[])
    message = dict.fromkeys(("id", "code", "title", "kind", "url", "agency"), value)
    assert ring({"event": event, **message}).status_code in (200, 422)


def test_the_digest_is_told_to_who_shares_the_secret(source: Any, connect: Any) -> None:
    connect("https://nguon.example.vn", "chung-tay", automatic=[])
    message = {"event": proof.ASKED, "code": source.code}
    assert ring(message, secret="khác").status_code == 401
    response = ring(message)
    data = Client().get(f"/api/v2/pages/{source.pk}/").json()
    assert response.json()["digest"] == proof.digest_of(data) and response["X-ChungTay-Signature"]
    assert ring({"event": proof.ASKED, "code": "0000000000"}).json()["digest"] == ""
    assert hashlib.sha256(b"").hexdigest() != response.json()["digest"]


def test_by_code_bears_answers_of_any_type(mirror: Mirror, site: Any, source: Any) -> None:
    def change(path: str, body: Any) -> Any:
        return {"items": [{"uid": 7, "meta": "x", "title": []}]} if "/pages/" in path else body

    mirror.change = change
    with pytest.raises(PortalError):
        exchange.note_by_code(site, source.code)
