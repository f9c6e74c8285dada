"""The admin's side: who may what, what is wrong in words, secrets that never come back."""

import json
import logging
import socket
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal import vault
from campaigns.portal.forms import ConnectionForm
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.reuse.models import PartnerOrigin
from cms.accounts.models import Role
from cms.outbox import MAX_ATTEMPTS
from tests import factories
from tests.portal.conftest import SECRET

pytestmark = pytest.mark.django_db
R = Role
NEW = "portal_connections:add"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(staff: Any) -> Client:
    return signed_in(staff(R.EDITOR))


def form_data(of: Any, **changes: Any) -> dict[str, Any]:
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
        "category_news": "Tin hoạt động",
        "tags_news": "PCMBN, Tổng đài 111",
    } | changes


def test_setting_up_a_connection(editor: Client, department: Any) -> None:
    response = editor.post(reverse(NEW), form_data(department))
    assert response.status_code == 302, response.context["form"].errors
    connection = PortalConnection.objects.get()
    assert connection.secret == SECRET and SECRET not in connection.sealed
    assert connection.automatic == ["tin-tuc", "canh-bao"]
    assert connection.place_of("tin-tuc") == {"category": "Tin hoạt động", "tags": ["PCMBN", "Tổng đài 111"]}
    partner = PartnerOrigin.objects.get(origin="https://cong.example.vn")
    assert partner.organisation == connection.organisation and partner.is_active
    assert connection.place_of("canh-bao") == {"category": "Cảnh báo", "tags": []}


def test_the_secret_never_comes_back(
    editor: Client, department: Any, connect: Any, caplog: pytest.LogCaptureFixture
) -> None:
    connection = connect("https://cong.example.vn/nhan")
    urls = [
        reverse("portal_connections:edit", args=[connection.pk]),
        reverse("portal_connections:history", args=[connection.pk]),
        reverse("portal_connections:index"),
        reverse("portal_overview"),
        reverse("portal_deliveries"),
        reverse("wagtailadmin_home"),
    ]
    for url in urls:
        response = editor.get(url, follow=True)
        text = response.content.decode()
        assert response.status_code == 200 and SECRET not in text and connection.sealed not in text, url
    with caplog.at_level(logging.DEBUG):
        data = form_data(department, password="", name="Tên khác", category_news="")
        assert editor.post(urls[0], data).status_code == 302
    assert SECRET not in caplog.text
    connection.refresh_from_db()
    assert (connection.name, connection.secret) == ("Tên khác", SECRET)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": ""}, "password"),
        ({"password": "ngan"}, "password"),
        ({"address": "ftp://cong.example.vn/"}, "address"),
        ({"address": "https://ten:mk@cong.example.vn/"}, "address"),
        ({"kind": "wordpress"}, "username"),
        ({"kind": "wordpress", "username": "a", "address": "http://cong.example.vn/"}, "address"),
        ({"department": ""}, "department"),
    ],
)
def test_what_cannot_be_saved(editor: Client, department: Any, changes: dict[str, str], field: str) -> None:
    response = editor.post(reverse(NEW), form_data(department, **changes))
    assert response.status_code == 200 and field in response.context["form"].errors
    assert not PortalConnection.objects.exists()


def test_a_new_address_wants_the_secret_again(editor: Client, department: Any, connect: Any) -> None:
    """Else whoever may edit the address could have the stored password sent to themselves."""
    connection = connect("https://cong.example.vn/nhan")
    url = reverse("portal_connections:edit", args=[connection.pk])
    data = form_data(department, password="", address="https://ke-gian.example.com/")
    response = editor.post(url, data)
    assert "password" in response.context["form"].errors
    same_host = form_data(department, password="", address="https://cong.example.vn/nhan-moi")
    assert editor.post(url, same_host).status_code == 302


def test_keys_are_changed_without_losing_secrets(connect: Any, settings: Any) -> None:
    connection = connect("https://cong.example.vn/")
    old = settings.CREDENTIALS_KEY
    settings.CREDENTIALS_KEY = f"khoa-moi-hoan-toan-khac,{old}"
    assert connection.secret == SECRET
    connection.sealed = vault.resealed(connection.sealed)
    settings.CREDENTIALS_KEY = "khoa-moi-hoan-toan-khac"
    assert connection.secret == SECRET
    settings.CREDENTIALS_KEY = old
    with pytest.raises(vault.SealBrokenError, match="CREDENTIALS_KEY"):
        _secret = connection.secret


def test_who_sees_and_sets_up(staff: Any, home: Any, department: Any, connect: Any) -> None:
    connection = connect("https://cong.example.vn/nhan")
    page = factories.published(NewsPage, department)
    other = factories.department()
    people = {role: staff(role) for role in R if role != R.ADMINISTRATOR}
    people[R.ADMINISTRATOR] = staff(R.ADMINISTRATOR, home.get_parent())
    outsider = staff(R.EDITOR, other)
    keeper = staff(R.EDITOR, home.get_parent())
    urls = {
        "edit": reverse("portal_connections:edit", args=[connection.pk]),
        "overview": reverse("portal_overview"),
        "add": reverse(NEW),
        "item": reverse("portal_item", args=[page.pk]),
        "deliveries": reverse("portal_deliveries"),
    }

    def allowed(name: str, user: Any) -> bool:
        return signed_in(user).get(urls[name]).status_code == 200

    for name in urls:
        assert {role for role, user in people.items() if allowed(name, user)} == {
            R.EDITOR,
            R.ADMINISTRATOR,
        }, name
    assert (
        not allowed("edit", outsider)
        and not allowed("item", outsider)
        and not allowed("deliveries", outsider)
    )
    assert not allowed("edit", keeper) and not allowed("item", keeper)
    assert connection.name not in signed_in(outsider).get(urls["overview"]).content.decode()


def test_who_decides(staff: Any, home: Any, department: Any, connect: Any, faulty: Any) -> None:
    connection = connect(faulty.url, automatic=[])
    page = factories.published(NewsPage, department)
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    others = [staff(role) for role in R if role not in (R.EDITOR, R.ADMINISTRATOR)]
    others += [staff(R.ADMINISTRATOR, home.get_parent()), staff(R.EDITOR, factories.department())]
    for user in others:
        assert signed_in(user).post(url, {"what": "send"}).status_code in (302, 403, 404)
    assert not Delivery.objects.exists()
    editor = signed_in(staff(R.EDITOR))
    assert editor.get(url).status_code == 405
    assert editor.post(url, {"what": "send"}).status_code == 302
    assert Delivery.objects.get().key == str(page.pk)
    foreign = factories.published(NewsPage, factories.department())
    assert (
        editor.post(reverse("portal_decide", args=[foreign.pk, connection.pk]), {"what": "send"}).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("ok", "trả lời mã 200"),
        ("401", "khóa chung hai bên khác nhau"),
        ("401", "khong duoc"),
        ("html", "trang HTML"),
        ("404", "không có địa chỉ này"),
        ("503", "đang bận hoặc bảo trì"),
        ("close", "cắt kết nối"),
        ("redirect:http://10.0.0.1/", "chuyển hướng"),
    ],
)
def test_trying_a_connection_says_what_is_wrong(
    behaviour: str, words: str, editor: Client, connect: Any, faulty: Any
) -> None:
    faulty.script = [behaviour]
    connection = connect(faulty.url)
    response = editor.post(reverse("portal_check", args=[connection.pk]), follow=True)
    assert words in response.content.decode()
    connection.refresh_from_db()
    assert connection.answered_well == (behaviour == "ok") and words in connection.answer


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1/", "từ chối kết nối"),
        ("http://khong-co.invalid/", "tên miền"),
        ("http://10.0.0.1/", "nội bộ"),
    ],
)
def test_trying_an_address_says_what_is_wrong(
    address: str, words: str, editor: Client, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, *args: Any, **kwargs: Any) -> Any:
        """As the machine's resolver, except that it knows for sure what does not exist."""
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    connection = connect(address)
    assert words in editor.post(reverse("portal_check", args=[connection.pk]), follow=True).content.decode()


def test_a_dead_letter_is_seen_and_settled(
    editor: Client,
    connect: Any,
    faulty: Any,
    publish: Any,
    delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    faulty.script = ["500"]
    connection = connect(faulty.url)
    page = publish(NewsPage, title="Bài bị từ chối")
    Delivery.objects.update(attempts=MAX_ATTEMPTS, dead=True)
    dashboard = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "Bài bị từ chối" in dashboard and "lỗi khi xử lý" in dashboard
    screen = editor.get(reverse("portal_item", args=[page.pk])).content.decode()
    assert "Đã dừng sau" in screen and "Gửi lại" in screen and "Bỏ qua" in screen
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    editor.post(url, {"what": "skip", "version": delivery(page, connection).version})
    row = delivery(page, connection)
    assert not row.waits and "bỏ qua lúc" in row.answer
    assert (
        "Bài bị từ chối"
        not in editor.get(reverse("wagtailadmin_home")).content.decode().partition("Cổng thông tin</h")[2]
    )
    faulty.script = ["ok"]
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(url, {"what": "send"})
    assert delivery(page, connection).state == Delivery.State.STANDS
    assert "Đang đăng" in editor.get(reverse("portal_deliveries")).content.decode()
    assert page.title in editor.get(reverse("portal_deliveries") + "?export=csv").getvalue().decode()


def test_answers_of_portals_are_words_not_html(
    editor: Client, connect: Any, publish: Any, faulty: Any
) -> None:
    connect(faulty.url)
    page = publish(NewsPage)
    Delivery.objects.update(answer="<script>alert(1)</script>", version=9, dead=True)
    PortalConnection.objects.update(answer="<img src=x onerror=alert(1)>", answered_well=False)
    for name, args in (("portal_item", [page.pk]), ("portal_overview", []), ("wagtailadmin_home", [])):
        text = editor.get(reverse(name, args=args)).content.decode()
        assert "<script>alert(1)" not in text and "<img src=x" not in text


def test_keeping_theirs(
    editor: Client, connect: Any, faulty: Any, publish: Any, again: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    connection = connect(faulty.url)
    page = publish(NewsPage)
    Delivery.objects.update(drift=Delivery.Drift.CHANGED)
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    assert "Giữ bản bên cổng" in editor.get(reverse("portal_item", args=[page.pk])).content.decode()
    editor.post(url, {"what": "keep"})
    told = len(faulty.requests)
    page = again(page, title="Bản mới không gửi")
    assert len(faulty.requests) == told and delivery(page, connection).keep_theirs
    assert "cũ hơn bản đang công bố" in editor.get(reverse("portal_item", args=[page.pk])).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(url, {"what": "overwrite"})
    assert faulty.told()["item"]["title"] == "Bản mới không gửi"
    Delivery.objects.update(keep_theirs=True)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert faulty.told()["event"] == "item.withdrawn"


def test_a_portal_that_holds_items_is_not_deleted(
    editor: Client, connect: Any, faulty: Any, publish: Any
) -> None:
    connection = connect(faulty.url)
    publish(NewsPage)
    url = reverse("portal_connections:delete", args=[connection.pk])
    assert editor.post(url).status_code in (302, 403) and PortalConnection.objects.exists()
    Delivery.objects.update(state=Delivery.State.DOWN)
    assert editor.post(url).status_code == 302 and not PortalConnection.objects.exists()


def test_buttons_at_the_page(editor: Client, connect: Any, department: Any) -> None:
    connect("https://cong.example.vn/")
    page = factories.published(NewsPage, department)
    text = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("portal_item", args=[page.pk]) in text and reverse("portal_manual", args=[page.pk]) in text


def test_by_hand(editor: Client, department: Any) -> None:
    picture = factories.image(description="Ảnh nền")
    page = factories.published(NewsPage, department, title="Bài đăng tay", picture=picture)
    text = editor.get(reverse("portal_manual", args=[page.pk])).content.decode()
    assert "&lt;p&gt;Gọi 111" in text
    response = editor.get(reverse("portal_zip", args=[page.pk]))
    packed = ZipFile(BytesIO(response.content))
    assert sorted(packed.namelist()) == ["anh/01.jpg", "bai-viet.html", "thong-tin.json", "van-ban.txt"]
    html = packed.read("bai-viet.html").decode()
    assert (
        'src="anh/01.jpg"' in html
        and 'alt="Ảnh nền"' in html
        and "<script" not in html
        and "class=" not in html
    )
    data = json.loads(packed.read("thong-tin.json"))
    assert (
        data["approval"]["code"].replace("-", "") == page.code and data["pictures"][0]["file"] == "anh/01.jpg"
    )
    assert packed.read("anh/01.jpg")[:3] == b"\xff\xd8\xff"
    assert editor.get(reverse("portal_zip", args=[page.pk])).content == response.content
    draft = factories.draft(NewsPage, department)
    assert editor.get(reverse("portal_zip", args=[draft.pk])).status_code == 404
    assert Client().get(reverse("portal_zip", args=[page.pk])).status_code == 302


def test_every_kind_that_is_sent_has_its_fields() -> None:
    assert {"category_news", "tags_warning"} <= set(ConnectionForm.base_fields)
