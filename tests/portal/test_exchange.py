# ruff: noqa: E501 - the lines are programs of the two sites
"""Two sites exchange an item and its withdrawal; each keeps its own workflow, nothing is believed unasked."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal.models import TakenItem
from campaigns.portal.signing import SIGNATURE, TIMESTAMP, signed
from cms.accounts.models import Role
from tests import factories
from tests.portal.conftest import SECRET
from tests.portal.sites import ChungTaySite

CONNECT = """
from campaigns.models import *
from campaigns.portal.models import *
from campaigns.portal import exchange, takeover, delivery, upkeep
from cms.accounts.models import *
from tests import factories
department = DepartmentPage.objects.get(title="Sở thử nghiệm")
editor = factories.staff(Role.EDITOR, department)
connection = PortalConnection(organisation=department.organisation, name=name, kind="chung-tay", address=url,
    department=department, automatic=["tin-tuc"])
connection.secret = secret
connection.save()
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: Any, django_db_setup: None) -> Iterator[tuple[ChungTaySite, ChungTaySite]]:
    if "sqlite3" not in django_settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("Hai trang chạy trên SQLite của riêng chúng.")
    folder = tmp_path_factory.mktemp("sites")
    pair = ChungTaySite(folder / "nguon"), ChungTaySite(folder / "nhan")
    try:
        for here, there, name in ((pair[0], pair[1], "Trang nhận"), (pair[1], pair[0], "Trang nguồn")):
            here.run(CONNECT, url=there.url, name=name, secret=SECRET)
        yield pair
    finally:
        for site in pair:
            site.stop()


@pytest.mark.slow
def test_an_item_and_its_withdrawal(sites: tuple[ChungTaySite, ChungTaySite]) -> None:
    source, receiver = sites
    told = source.run(
        "picture = factories.image(description='Ảnh minh họa')\n"
        "body = [{'type': 'text', 'value': '<h2>Đầu đề</h2><p>Gọi <b>111</b> khi nghi ngờ.</p>'},"
        " {'type': 'picture', 'value': {'image': {'image': factories.image().pk, 'alt_text': 'Tờ rơi'},"
        " 'caption': 'Chú thích'}}, {'type': 'text', 'value': '<p>Hết.</p>'}]\n"
        "page = factories.published(NewsPage, department, title='Bài chung hai tỉnh', picture=picture, body=body)\n"
        "delivery.deliver(connection.pk)\n"
        "row = Delivery.objects.get(key=str(page.pk))\n"
        "answer = [row.state, row.answer, page.code]"
    )
    assert told[:2] == ["dang-dang", ""]
    code = told[2]

    # It is offered, and becomes a draft when an editor takes it over.
    got = receiver.run(
        "row = TakenItem.objects.get(title='Bài chung hai tỉnh')\n"
        "page = takeover.take_over(row, editor)\n"
        "row.refresh_from_db()\n"
        "answer = [row.title, row.state, row.code, row.note, page.live, type(page).__name__, page.title,"
        " [block.block_type for block in page.body], page.picture.description, page.owner == editor,"
        " page.get_parent().get_parent().pk == department.pk, str(page.body)]"
    )
    assert got[:3] == ["Bài chung hai tỉnh", "da-tiep-nhan", code]
    assert got[4:8] == [False, "NewsPage", "Bài chung hai tỉnh", ["text", "picture", "text", "text"]]
    assert got[8:11] == ["Ảnh minh họa", True, True]
    assert "Tiếp nhận từ" in got[11] and f"{code[:5]}-{code[5:]}" in got[11]

    # Their own workflow publishes it; then the source knows where it stands.
    receiver.run(
        "factories.approve(page)\npage.get_latest_revision().publish()\npage = NewsPage.objects.get(pk=page.pk)"
    )
    seen = source.run("answer = upkeep.look(connection, list(Delivery.objects.all()))")
    assert seen == 0

    # Withdrawn at the source: it leaves the receiver, and the register of uses says so.
    done = source.run(
        "from campaigns import withdrawal\n"
        "approver = factories.staff(Role.APPROVER, department)\n"
        "withdrawal.withdraw(NewsPage.objects.get(pk=page.pk), approver, 'Số liệu sai')\n"
        "delivery.deliver(connection.pk)\n"
        "row.refresh_from_db()\n"
        "use = Reuse.objects.get(how=How.PUSH, approval__page_id=page.pk)\n"
        "answer = [row.state, row.answer, use.state, use.organisation == department.organisation]"
    )
    assert done == ["da-go", "", "da-go", True]
    gone = receiver.run(
        "page = NewsPage.objects.get(pk=page.pk)\nrow.refresh_from_db()\n"
        "from django_tasks_db.models import DBTaskResult\n"
        "letters = [str(t.args_kwargs) for t in DBTaskResult.objects.all() if 'Số liệu sai' in str(t.args_kwargs)]\n"
        "answer = [page.live, row.source_state, row.note, len(letters) > 0, [str(m) for _f, m in page.publication_errors()]]"
    )
    assert gone[:4] == [False, "withdrawn", "Số liệu sai", True]
    assert any("đã thu hồi" in reason for reason in gone[4])


@pytest.mark.slow
def test_a_new_version_becomes_a_draft_of_the_same_page(sites: tuple[ChungTaySite, ChungTaySite]) -> None:
    source, receiver = sites
    source.run(
        "page = factories.published(NewsPage, department, title='Bản một')\ndelivery.deliver(connection.pk)"
    )
    receiver.run(
        "row = TakenItem.objects.get(title='Bản một')\npage = takeover.take_over(row, editor)\n"
        "factories.approve(page)\npage.get_latest_revision().publish()"
    )
    source.run(
        "page.title = 'Bản hai'\npage.save_revision()\nfactories.approve(page)\npage.get_latest_revision().publish()\n"
        "delivery.deliver(connection.pk)"
    )
    got = receiver.run(
        "row.refresh_from_db()\nhad = row.newer_code\nsecond = takeover.take_over(row, editor)\nrow.refresh_from_db()\n"
        "live = NewsPage.objects.get(pk=page.pk)\n"
        "answer = [bool(had), second.pk == page.pk, live.live, live.title, live.get_latest_revision_as_object().title,"
        " row.newer_code, row.code == had]"
    )
    assert got == [True, True, True, "Bản một", "Bản hai", "", True]


@pytest.mark.slow
def test_by_code_and_slogans(sites: tuple[ChungTaySite, ChungTaySite]) -> None:
    source, receiver = sites
    code = source.run(
        "document = factories.published(OfficialDocumentPage, department, number='77/KH-TEST')\n"
        "slogan = factories.published(SloganPage, department, text='Không ai là món hàng', source_document=document)\n"
        "answer = slogan.code"
    )
    missing = receiver.run(
        "row = exchange.note_by_code(connection, wanted)\n"
        "try:\n    takeover.take_over(row, editor)\n    answer = ''\nexcept Exception as error:\n    answer = str(error)",
        wanted=code,
    )
    assert "77/KH-TEST" in missing
    got = receiver.run(
        "factories.published(OfficialDocumentPage, department, number='77/KH-TEST')\n"
        "slogan = takeover.take_over(row, editor)\nanswer = [slogan.text, slogan.exact_text, slogan.live, slogan.source_note]"
    )
    assert got[:3] == ["Không ai là món hàng", "Không ai là món hàng", False] and "Tiếp nhận từ" in got[3]


@pytest.mark.slow
def test_while_the_source_does_not_answer_nothing_changes(sites: tuple[ChungTaySite, ChungTaySite]) -> None:
    source, receiver = sites
    source.run(
        "page = factories.published(NewsPage, department, title='Nguồn vắng')\ndelivery.deliver(connection.pk)"
    )
    got = receiver.run(
        "row = TakenItem.objects.get(title='Nguồn vắng')\n"
        "row.connection.address = 'http://127.0.0.1:9'\n"
        "answer = [exchange.follow_each([row]), row.source_state]"
    )
    assert got == [0, "in-force"]


# --- the door, in this process ---


@pytest.fixture
def site(connect: Any) -> Any:
    return connect("https://nguon.example.vn", "chung-tay", automatic=[])


def ring(body: dict[str, Any], secret: str = SECRET, **changes: str) -> Any:
    data = json.dumps({"site": "https://nguon.example.vn", **body}).encode()
    headers = signed(secret, "k", data) | changes
    return Client().post(
        reverse("portal_door"), data, content_type="application/json",
        headers={name: value for name, value in headers.items() if name != "Content-Type"},
    )  # fmt: skip


SHARED = {
    "event": "item.shared",
    "id": "6f9619ff-8b86-d011-b42d-00c04fc964ff",
    "code": "",
    "title": "<b>Tên</b> bài",
    "kind": "tin-tuc",
    "url": "https://nguon.example.vn/tin-tuc/bai/",
}


@pytest.fixture
def shared(department: Any) -> dict[str, Any]:
    return SHARED | {"code": factories.published(NewsPage, department).code}


@pytest.mark.django_db
def test_the_door_opens_to_the_right_signature_only(site: Any, shared: dict[str, Any]) -> None:
    response = ring(shared)
    assert response.status_code == 200 and response.json()["state"] == "offered"
    taken = TakenItem.objects.get()
    assert taken.title == "Tên bài" and taken.link == shared["url"]
    replayed = {name: response.wsgi_request.headers[name] for name in (SIGNATURE, TIMESTAMP)}
    assert ring(shared, **replayed).status_code == 409
    assert ring(shared | {"title": "Khác"}, **replayed).status_code == 401
    assert ring(shared, secret="khác").status_code == 401
    assert ring(shared | {"site": "https://khac.example.vn"}).status_code == 401
    assert ring(shared, **{TIMESTAMP: "1"}).status_code == 401
    assert ring(shared, **{SIGNATURE: ""}).status_code == 401
    site.is_active = False
    site.save()
    assert ring(shared).status_code == 401
    assert Client().get(reverse("portal_door")).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\x00\xff", b'{"site": 1}', b"[" * 50_000, b"x" * 70_000]
)
def test_the_door_bears_anything(site: Any, body: bytes) -> None:
    response = Client().post(reverse("portal_door"), body, content_type="application/json")
    assert response.status_code in (401, 413)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"id": "x"},
        {"id": None},
        {"code": "0000000000"},
        {"code": ["a"]},
        {"event": "item.unknown"},
        {"event": None},
    ],
)
def test_a_message_of_nothing_puts_nothing_here(
    site: Any, shared: dict[str, Any], changes: dict[str, Any]
) -> None:
    assert ring(shared | changes).status_code in (200, 422)
    assert not TakenItem.objects.exists()


@pytest.mark.django_db
def test_a_link_elsewhere_is_not_kept(site: Any, shared: dict[str, Any]) -> None:
    ring(shared | {"url": "https://ke-gian.example.com/"})
    assert TakenItem.objects.get().link == ""


@pytest.mark.django_db
def test_what_stands_here_is_told_drafts_are_not(site: Any, department: Any) -> None:
    page = factories.draft(NewsPage, department)
    taken = TakenItem.objects.create(
        connection=site,
        uid=SHARED["id"],
        code="",
        page=page,
        state=TakenItem.State.TAKEN,
        source_state="in-force",
    )
    url = reverse("portal_status", args=[SHARED["id"]])
    assert Client().get(url).json() == {"state": "offered", "code": "", "link": ""}
    page = factories.published(NewsPage, department)
    taken.page = page
    taken.save()
    assert Client().get(url).json()["state"] == "live" and page.slug in Client().get(url).json()["link"]
    unknown = reverse("portal_status", args=["00000000-0000-0000-0000-000000000000"])
    assert Client().get(unknown).json()["state"] == "unknown"


@pytest.mark.django_db
def test_who_takes_over(site: Any, shared: dict[str, Any], staff: Any) -> None:
    ring(shared)
    url = reverse("portal_take", args=[TakenItem.objects.get().pk])
    for user in [staff(Role.APPROVER), staff(Role.COMMUNICATOR), staff(Role.EDITOR, factories.department())]:
        client = Client()
        client.force_login(user)
        assert client.post(url, {"what": "decline"}).status_code in (302, 403, 404)
        assert TakenItem.objects.get().state == TakenItem.State.OFFERED
    client = Client()
    client.force_login(staff(Role.EDITOR))
    assert "Tên bài" in client.get(reverse("portal_taken")).content.decode()
    client.post(url, {"what": "decline"})
    assert TakenItem.objects.get().state == TakenItem.State.DECLINED
