"""Imported items are verified: contradicting or invalid values are refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal.exchange.importing import import_item
from campaigns.portal.exchange.lookup import record_by_code
from campaigns.portal.http.client import Answer, SafeClient
from campaigns.portal.http.errors import PortalError, RefusedError
from campaigns.portal.models import ImportedItem
from tests import factories
from tests.campaigns.portal.support.mirror import Mirror, altered, jpeg
from tests.clients import outcome, signed_in

pytestmark = pytest.mark.django_db
HOSTILE = (
    '<h2 onclick="x()">Đề</h2><script>alert(1)</script><p style="x">Chữ <a href="javascript:x()">nối</a>'
    '<img src=x onerror=alert(1)><iframe src="https://ke-gian.example"></iframe>'
    '<embed embedtype="image" id="1"/></p>'
    '<figure><img src="https://ke-gian.example/a.jpg"><figcaption><b>Chú</b></figcaption></figure>'
)


def accept_any_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Act as a source that was broken into and attests any data."""
    monkeypatch.setattr("campaigns.portal.exchange.fetching.require_attestation", lambda *args: None)


def test_a_verified_item_becomes_a_draft(
    mirror: Mirror, offered: ImportedItem, source: Any, editor: Any
) -> None:
    page = import_item(offered, editor)
    assert (page.title, page.live, page.pk != source.pk) == ("Bài nguồn", False, True)
    assert "Tiếp nhận từ" in str(page.body) and offered.note == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (altered("/pages/", text="Văn bản khác"), "Nguyên văn không khớp"),
        (altered("/xac-minh/", text="Văn bản khác"), "Nguyên văn không khớp"),
        (altered("/xac-minh/", content_hash="0" * 64), "dấu nội dung không khớp"),
        (altered("/pages/", approval={"code": "AAAAA-AAAAA", "content_hash": "0" * 64}), "không khớp"),
        (altered("/pages/", approval="x"), "không khớp"),
        (altered("/pages/", story="<p>Nội dung chưa ai duyệt</p>"), "xác nhận"),
        (altered("/pages/", title="Tên chưa ai duyệt"), "xác nhận"),
        (altered("/pages/", fields={"byline": "Kẻ gian"}), "xác nhận"),
        (altered("/chuong/", digest="0" * 64), "chữ ký đúng"),
        (altered("/xac-minh/", state="withdrawn"), "Bên nguồn"),
        (altered("/xac-minh/", code=7), "mã khác"),
    ],
)
def test_contradicting_values_are_refused(
    change: Any, words: str, mirror: Mirror, offered: ImportedItem, editor: Any
) -> None:
    mirror.change = change
    with pytest.raises(RefusedError, match=words):
        import_item(offered, editor)
    assert NewsPage.objects.count() == 1 and ImportedItem.objects.get().page is None


@pytest.mark.parametrize("bytes_", [jpeg("#ff0000"), b"<svg onload=alert(1)>", b""])
def test_a_picture_with_another_hash_is_refused(
    bytes_: bytes, mirror: Mirror, site: Any, department: Any, editor: Any
) -> None:
    page = factories.published(NewsPage, department, picture=factories.image())
    data = Client().get(f"/api/v2/pages/{page.pk}/").json()
    imported = ImportedItem.objects.create(connection=site, uid=page.translation_key, code=page.code)
    mirror.files[data["pictures"][0]["url"]] = bytes_
    with pytest.raises(RefusedError, match="Ảnh tải về"):
        import_item(imported, editor)


def test_hostile_html_is_sanitised(
    mirror: Mirror, offered: ImportedItem, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_any_digest(monkeypatch)
    agency = {"agency": '"><script>alert(2)</script>Sở'}

    def change(path: str, body: Any) -> Any:
        if "/pages/" not in path or "items" in body:
            return body
        return body | {"story": HOSTILE, "title": "<b>Tên</b>", "approval": body["approval"] | agency,
                       "url": "javascript:alert(3)"}  # fmt: skip

    mirror.change = change
    page = import_item(offered, editor)
    html = "".join(block.value.source for block in page.body if block.block_type == "text")
    for bad in ("<script", "onclick", "onerror", "javascript:", "<iframe", "<embed", "<img", "style="):
        assert bad not in html
    assert "Chữ" in html and offered.note


@pytest.mark.parametrize(
    ("changes", "is_imported"),
    [
        ({"pictures": [{}]}, False),
        ({"pictures": [{"alt": "x"}], "has_lead": True}, False),
        ({"pictures": [{"url": 7, "sha256": []}]}, False),
        ({"pictures": "x", "has_lead": True}, True),
        ({"terms": [1, 2]}, True),
        ({"terms": {"audience": "x", "topic": [{"slug": []}]}}, True),
        ({"fields": [1]}, True),
        ({"title": ""}, False),
        ({"title": None}, False),
        ({"title": ["a"]}, False),
        ({"title": "a\x00b\ud800"}, True),
        ({"summary": {"a": 1}, "date": [1], "story": 7, "url": []}, True),
        ({"kind": "khong-co"}, False),
        ({"kind": ["tin-tuc"]}, False),
    ],
)
def test_values_of_wrong_types_are_ignored_or_refused(
    changes: dict[str, Any],
    is_imported: bool,
    mirror: Mirror,
    offered: ImportedItem,
    source: Any,
    editor: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    accept_any_digest(monkeypatch)
    mirror.change = altered("/pages/", **changes)
    response = signed_in(editor).post(reverse("portal_import", args=[offered.pk]))
    page = NewsPage.objects.exclude(pk=source.pk).first()
    if is_imported:
        assert page is not None and page.title == ("ab" if "title" in changes else "Bài nguồn")
        assert outcome(response) == reverse("wagtailadmin_pages:edit", args=[page.pk])
    else:
        assert page is None and outcome(response) == reverse("portal_imports")


def test_internal_fields_are_not_imported(
    mirror: Mirror, offered: ImportedItem, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_any_digest(monkeypatch)
    fields = {"byline": "Theo Báo", "path": "0001", "depth": 1, "slug": "ke-gian", "code": "X", "numchild": 9}
    mirror.change = altered("/pages/", fields=fields)
    page = import_item(offered, editor)
    page.refresh_from_db()
    assert page.byline == "Theo Báo" and page.slug != "ke-gian" and page.code == "" and page.depth > 3


def test_a_second_import_at_the_same_time_is_refused(
    mirror: Mirror, offered: ImportedItem, editor: Any
) -> None:
    stale = ImportedItem.objects.get()
    import_item(offered, editor)
    with pytest.raises(RefusedError, match="vừa được tiếp nhận"):
        import_item(stale, editor)
    assert NewsPage.objects.count() == 2


def test_pictures_are_limited_together(
    mirror: Mirror, site: Any, department: Any, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.published(NewsPage, department, picture=factories.image())
    url = Client().get(f"/api/v2/pages/{page.pk}/").json()["pictures"][0]["url"]
    imported = ImportedItem.objects.create(connection=site, uid=page.translation_key, code=page.code)
    limits = []

    def request(method: str, address: str, *args: Any, largest: int = 0) -> Answer:
        if address == url:
            limits.append(largest)
            raise RefusedError("nhiều dữ liệu hơn")
        return mirror.request(method, address, *args)

    monkeypatch.setattr("campaigns.portal.exchange.fetching.MAX_TOTAL_BYTES", 1000)
    monkeypatch.setattr(SafeClient, "request", lambda self, *args, **named: request(*args, **named))
    with pytest.raises(RefusedError):
        import_item(imported, editor)
    assert limits == [1000]


def test_an_invalid_listing_is_refused(mirror: Mirror, site: Any, source: Any) -> None:
    def change(path: str, body: Any) -> Any:
        return {"items": [{"uid": 7, "meta": "x", "title": []}]} if "/pages/" in path else body

    mirror.change = change
    with pytest.raises(PortalError):
        record_by_code(site, source.code)
