# ruff: noqa: E501 - queries stay on one line
"""A real WordPress gets, updates and removes items with pictures and categories."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import NewsPage, ScamWarningPage
from campaigns.portal.connectors import connector_of
from campaigns.portal.connectors.wordpress import slug_of
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.errors import PortalError
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import maintenance
from campaigns.portal.outgoing.delivery import deliver
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.portal.support.network import free_port, wait_for
from tests.campaigns.portal.support.wordpress_server import WordPressServer, missing_package

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.wordpress]


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[WordPressServer]:
    package = missing_package()
    if package:
        message = f"Không có gói {package}: bỏ qua các bài thử với WordPress."
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    site = WordPressServer(tmp_path_factory.mktemp("wp"), free_port())
    try:
        site.start()
        wait_for(site.port)
        yield site
    finally:
        site.stop()


@pytest.fixture
def wordpress(server: WordPressServer, connect: Any) -> PortalConnection:
    server.sql("DELETE FROM wp_posts WHERE ID > 3")
    connection: PortalConnection = connect(
        server.url,
        "wordpress",
        username="bientap",
        secret=server.passwords["bientap"],
        mapping={"tin-tuc": {"category": "Phòng, chống mua bán người", "tags": ["PCMBN", "Tổng đài 111"]}},
        automatic=["tin-tuc", "canh-bao"],
    )
    return connection


def post_of(server: WordPressServer, page: Any) -> list[str]:
    slug = slug_of(str(page.translation_key))
    query = f"SELECT ID, post_status, post_title, post_content FROM wp_posts WHERE post_name='{slug}'"
    return server.sql(query).split("\t")


def test_the_connection_is_tested(server: WordPressServer, wordpress: PortalConnection) -> None:
    found = " ".join(connector_of(wordpress).check())
    assert "Cổng Sở Văn hóa" in found and "đủ quyền" in found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"secret": "sai sai sai sai"}, "401"),
        ({"username": "congtacvien"}, "chưa có quyền"),
        ({"address": "/khong-co"}, "không phải WordPress"),
    ],
)
def test_errors_of_the_connection_are_explained(
    change: dict[str, str], words: str, server: WordPressServer, wordpress: PortalConnection
) -> None:
    if change.get("username"):
        wordpress.secret = server.passwords["congtacvien"]
    for name, value in change.items():
        setattr(wordpress, name, server.url + "/wp-admin/none.php" if name == "address" else value)
    with pytest.raises(PortalError, match=words):
        connector_of(wordpress).check()


def test_an_item_is_published_updated_and_withdrawn(
    server: WordPressServer, wordpress: PortalConnection, publish: Any, again: Any, delivery: Any, staff: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    picture = factories.image(description="Cán bộ phát tờ rơi")
    body = [
        *factories.TEXT,
        {"type": "picture", "value": {"image": {"image": factories.image().pk, "alt_text": "Hai"}}},
    ]
    page = publish(NewsPage, title="Bản tin “số 1” & hơn", picture=picture, body=body)
    row = delivery(page, wordpress)
    assert row.state == Delivery.State.PUBLISHED and row.answer == "", row.answer
    number, status, title, content = post_of(server, page)
    assert (status, title) == ("publish", "Bản tin “số 1” &amp; hơn")
    assert "Gọi 111 khi nghi ngờ." in content and row.link.startswith(server.url)
    # The theme shows the page's own picture above the text; the same bytes do not stand below it again.
    assert "<img" not in content
    terms = server.sql(
        "SELECT t.name FROM wp_terms t JOIN wp_term_taxonomy x USING (term_id) JOIN wp_term_relationships r "
        f"USING (term_taxonomy_id) WHERE r.object_id={number} ORDER BY t.name"
    ).splitlines()
    assert terms == ["PCMBN", "Phòng, chống mua bán người", "Tổng đài 111"]
    thumbnail = server.sql(
        f"SELECT meta_value FROM wp_postmeta WHERE post_id={number} AND meta_key='_thumbnail_id'"
    )
    alt = f"SELECT meta_value FROM wp_postmeta WHERE post_id={thumbnail} AND meta_key='_wp_attachment_image_alt'"
    assert server.sql(alt) == "Cán bộ phát tờ rơi"

    page = again(page, title="Bản tin đã sửa")
    assert post_of(server, page)[:3] == [number, "publish", "Bản tin đã sửa"]
    media = "SELECT COUNT(*) FROM wp_posts WHERE post_type='attachment'"
    # Two pictures of the same bytes are one there, and are not sent again.
    assert server.sql(media) == "1"

    with django_capture_on_commit_callbacks(execute=True):
        withdrawals.withdraw(page, staff(Role.APPROVER), "Sai số liệu")
    assert post_of(server, page)[1] == "draft" and not server.posts() and server.sql(media) == "0"
    assert delivery(page, wordpress).state == Delivery.State.REMOVED
    assert not Reuse.objects.filter(how=How.PUSH).open().exists()

    page = again(page, title="Bản tin đăng lại")
    assert post_of(server, page)[:3] == [number, "publish", "Bản tin đăng lại"]


def test_a_warning_has_its_lists(server: WordPressServer, wordpress: PortalConnection, publish: Any) -> None:
    page = publish(ScamWarningPage, signs="Hứa lương cao\nKhông hợp đồng")
    content = post_of(server, page)[3]
    assert "<h2>Dấu hiệu</h2>" in content and "<li>Hứa lương cao</li>" in content


def test_a_post_without_an_answer_is_found_again(
    server: WordPressServer,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """WordPress made the post; we died before we could note it."""
    page = publish(NewsPage, title="Một lần thôi")
    Delivery.objects.update(remote_id="", state="", marker="", digest="", is_uncertain=True, delivered=0)
    deliver(wordpress.pk)
    assert server.posts() == ["Một lần thôi"]
    assert delivery(page, wordpress).state == Delivery.State.PUBLISHED


def test_an_unconfirmed_delivery_is_no_remote_change(
    server: WordPressServer, wordpress: PortalConnection, publish: Any, delivery: Any
) -> None:
    """WordPress stores text as it was sent, so that the marker is known before reading it back."""
    body = [
        {"type": "text", "value": "<h2>Đề</h2><p>Gọi <b>111</b> &amp; hơn “thế”.</p><ul><li>Một</li></ul>"}
    ]
    page = publish(NewsPage, title="Tên “có” & dấu", body=body, summary="A & B < C")
    row = delivery(page, wordpress)
    Delivery.objects.update(is_uncertain=True, delivered=0, marker="cũ", digest="cũ")
    assert deliver(wordpress.pk) == 1
    after = delivery(page, wordpress)
    assert (after.drift, after.is_uncertain, after.marker) == ("", False, row.marker)
    server.sql(f"UPDATE wp_posts SET post_content='Họ đã sửa' WHERE ID={row.remote_id}")
    Delivery.objects.update(is_uncertain=True, delivered=0, marker="cũ", digest="cũ")
    deliver(wordpress.pk)
    assert delivery(page, wordpress).drift == Delivery.Drift.CHANGED


def test_a_moved_wordpress_does_not_confirm_a_removal(
    server: WordPressServer, wordpress: PortalConnection, publish: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    page = publish(NewsPage, title="Còn đứng")
    PortalConnection.objects.update(address=f"{server.url}/wp-admin/none.php")
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    row = delivery(page, wordpress)
    assert row.is_pending and row.state == Delivery.State.PUBLISHED and server.posts() == ["Còn đứng"]


def test_a_duplicate_is_detected_and_deleted(
    server: WordPressServer, wordpress: PortalConnection, publish: Any, delivery: Any
) -> None:
    page = publish(NewsPage, title="Bài trùng")
    slug = slug_of(str(page.translation_key))
    columns = "post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, post_name"
    server.sql(
        f"INSERT INTO wp_posts ({columns}, to_ping, pinged, post_modified, post_modified_gmt, "
        f"post_content_filtered) SELECT {columns.replace('post_name', chr(39) + slug + '-2' + chr(39))}, '', '', "
        f"post_modified, post_modified_gmt, '' FROM wp_posts WHERE post_name='{slug}'"
    )
    assert server.posts() == ["Bài trùng", "Bài trùng"]
    assert maintenance.check_items(wordpress, list(Delivery.objects.all())) == 1
    row = delivery(page, wordpress)
    assert row.drift == Delivery.Drift.DUPLICATE
    Delivery.objects.filter(pk=row.pk).update(overwrite=True)
    Delivery.objects.mark_changed([wordpress.target], [row.key])
    deliver(wordpress.pk)
    assert server.posts() == ["Bài trùng"] and delivery(page, wordpress).drift == ""


def test_a_changed_post_is_not_overwritten(
    server: WordPressServer, wordpress: PortalConnection, publish: Any, again: Any, delivery: Any
) -> None:
    page = publish(NewsPage, title="Bài của ta")
    assert maintenance.check_items(wordpress, list(Delivery.objects.all())) == 0
    slug = slug_of(str(page.translation_key))
    server.sql(f"UPDATE wp_posts SET post_content='Họ đã sửa' WHERE post_name='{slug}'")
    assert maintenance.check_items(wordpress, list(Delivery.objects.all())) == 1
    assert delivery(page, wordpress).drift == Delivery.Drift.CHANGED
    page = again(page, title="Bản mới của ta")
    row = delivery(page, wordpress)
    assert row.dead and "Bên cổng đã sửa" in row.answer
    assert post_of(server, page)[3] == "Họ đã sửa"
    Delivery.objects.filter(pk=row.pk).update(overwrite=True)
    Delivery.objects.filter(pk=row.pk).retry()
    deliver(wordpress.pk)
    assert post_of(server, page)[2] == "Bản mới của ta"
    assert delivery(page, wordpress).drift == ""


def test_a_deleted_post_is_detected(
    server: WordPressServer, wordpress: PortalConnection, publish: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    page = publish(NewsPage, title="Bị xóa")
    server.sql(f"DELETE FROM wp_posts WHERE post_name='{slug_of(str(page.translation_key))}'")
    maintenance.check_items(wordpress, list(Delivery.objects.all()))
    assert delivery(page, wordpress).drift == Delivery.Drift.DELETED
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert delivery(page, wordpress).state == Delivery.State.REMOVED


def test_a_trashed_post_is_detected_and_overwritten(
    server: WordPressServer, wordpress: PortalConnection, publish: Any, delivery: Any
) -> None:
    page = publish(NewsPage, title="Vào thùng rác")
    slug = slug_of(str(page.translation_key))
    server.sql(
        f"UPDATE wp_posts SET post_status='trash', post_name='{slug}__trashed' WHERE post_name='{slug}'"
    )
    maintenance.check_items(wordpress, list(Delivery.objects.all()))
    assert delivery(page, wordpress).drift == Delivery.Drift.DELETED
    Delivery.objects.update(overwrite=True)
    Delivery.objects.mark_changed([wordpress.target], [str(page.pk)])
    deliver(wordpress.pk)
    assert server.posts() == ["Vào thùng rác"]


def test_an_outage_of_wordpress_loses_nothing(
    server: WordPressServer,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = wordpress.address
    PortalConnection.objects.update(address=f"http://127.0.0.1:{free_port()}")
    page = publish(NewsPage, title="Chờ cổng mở lại")
    assert "từ chối kết nối" in delivery(page, wordpress).answer and not server.posts()
    PortalConnection.objects.update(address=address, paused_until=None)
    Delivery.objects.update(next_try=timezone.now())
    assert deliver(wordpress.pk) == 1 and server.posts() == ["Chờ cổng mở lại"]


def test_a_notice_replaces_a_post_that_cannot_be_unpublished(
    server: WordPressServer, wordpress: PortalConnection, publish: Any, delivery: Any, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    page = publish(NewsPage, title="Không gỡ được")
    real = SafeClient.request

    def forbidden(
        self: Any, method: str, url: str, headers: Any = None, body: bytes = b"", **kwargs: Any
    ) -> Any:
        """As a portal whose plugin forbids changing the state of a post."""
        if body == b'{"status": "draft"}':
            url = url.replace("%2Fposts%2F", "%2Fusers%2F1000")
            body, method = b"", "DELETE"
            answer = real(self, method, url, headers, body, **kwargs)
            return type(answer)(403, answer.headers, answer.body, answer.url)
        return real(self, method, url, headers, body, **kwargs)

    monkeypatch.setattr(SafeClient, "request", forbidden)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert delivery(page, wordpress).state == Delivery.State.NOTICE
    assert "đã được gỡ" in post_of(server, page)[3]
