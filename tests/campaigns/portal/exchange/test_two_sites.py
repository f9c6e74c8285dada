# ruff: noqa: E501 - the lines are programs of the two sites
"""Two running sites exchange an item and its withdrawal; each keeps its own workflow."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings

from tests.campaigns.portal.conftest import SECRET
from tests.campaigns.portal.support.sites import ChungTaySite

# The prepared database is what the sites start from; without this mark it is not made.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CONNECT = """
from campaigns.models import *
from campaigns.portal.models import *
from campaigns.portal.exchange import following, importing, lookup
from campaigns.portal.outgoing import delivery, maintenance
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


@pytest.fixture
def site(connect: Any) -> Any:
    return connect("https://nguon.example.vn", "chung-tay", automatic=[])


def test_an_item_is_imported_and_withdrawn(sites: tuple[ChungTaySite, ChungTaySite]) -> None:
    source, receiver = sites
    sent = source.run(
        "picture = factories.image(description='Ảnh minh họa')\n"
        "body = [{'type': 'text', 'value': '<h2>Đầu đề</h2><p>Gọi <b>111</b> khi nghi ngờ.</p>'},"
        " {'type': 'picture', 'value': {'image': {'image': factories.image().pk, 'alt_text': 'Tờ rơi'},"
        " 'caption': 'Chú thích'}}, {'type': 'text', 'value': '<p>Hết.</p>'}]\n"
        "page = factories.published(NewsPage, department, title='Bài chung hai tỉnh', picture=picture, body=body)\n"
        "delivery.deliver(connection.pk)\n"
        "row = Delivery.objects.get(key=str(page.pk))\n"
        "answer = [row.state, row.answer, page.code]"
    )
    assert sent[:2] == ["dang-dang", ""]
    code = sent[2]

    # It is offered, and becomes a draft when an editor imports it.
    got = receiver.run(
        "row = ImportedItem.objects.get(title='Bài chung hai tỉnh')\n"
        "page = importing.import_item(row, editor)\n"
        "row.refresh_from_db()\n"
        "answer = [row.title, row.state, row.code, row.note, page.live, type(page).__name__, page.title,"
        " [block.block_type for block in page.body], page.picture.description, page.owner == editor,"
        " page.get_parent().get_parent().pk == department.pk, str(page.body)]"
    )
    assert got[:3] == ["Bài chung hai tỉnh", "da-tiep-nhan", code]
    assert got[4:8] == [False, "NewsPage", "Bài chung hai tỉnh", ["text", "picture", "text", "text"]]
    assert got[8:11] == ["Ảnh minh họa", True, True]
    assert "Tiếp nhận từ" in got[11] and f"{code[:5]}-{code[5:]}" in got[11]

    # The workflow of the receiver publishes it; then the source knows its address.
    receiver.run(
        "factories.approve(page)\npage.get_latest_revision().publish()\npage = NewsPage.objects.get(pk=page.pk)"
    )
    seen = source.run("answer = maintenance.check_items(connection, list(Delivery.objects.all()))")
    assert seen == 0

    # Withdrawn at the source: the receiver unpublishes it, and the register of uses records that.
    done = source.run(
        "from campaigns.reuse import withdrawals\n"
        "from campaigns.reuse.models import How, Reuse\n"
        "approver = factories.staff(Role.APPROVER, department)\n"
        "withdrawals.withdraw(NewsPage.objects.get(pk=page.pk), approver, 'Số liệu sai')\n"
        "delivery.deliver(connection.pk)\n"
        "row.refresh_from_db()\n"
        "use = Reuse.objects.get(how=How.PUSH, approval__page_id=page.pk)\n"
        "answer = [row.state, row.answer, use.state, use.organisation == department.organisation]"
    )
    assert done == ["da-go", "", "da-go", True]
    removed = receiver.run(
        "page = NewsPage.objects.get(pk=page.pk)\nrow.refresh_from_db()\n"
        "from django_tasks_db.models import DBTaskResult\n"
        "letters = [str(t.args_kwargs) for t in DBTaskResult.objects.all() if 'Số liệu sai' in str(t.args_kwargs)]\n"
        "answer = [page.live, row.source_state, row.note, len(letters) > 0, [str(m) for _f, m in page.publication_errors()]]"
    )
    assert removed[:4] == [False, "withdrawn", "Số liệu sai", True]
    assert any("đã thu hồi" in reason for reason in removed[4])


def test_a_new_version_becomes_a_draft_of_the_same_page(sites: tuple[ChungTaySite, ChungTaySite]) -> None:
    source, receiver = sites
    source.run(
        "page = factories.published(NewsPage, department, title='Bản một')\ndelivery.deliver(connection.pk)"
    )
    receiver.run(
        "row = ImportedItem.objects.get(title='Bản một')\npage = importing.import_item(row, editor)\n"
        "factories.approve(page)\npage.get_latest_revision().publish()"
    )
    source.run(
        "page.title = 'Bản hai'\npage.save_revision()\nfactories.approve(page)\npage.get_latest_revision().publish()\n"
        "delivery.deliver(connection.pk)"
    )
    got = receiver.run(
        "row.refresh_from_db()\nhad = row.newer_code\nsecond = importing.import_item(row, editor)\nrow.refresh_from_db()\n"
        "live = NewsPage.objects.get(pk=page.pk)\n"
        "answer = [bool(had), second.pk == page.pk, live.live, live.title, live.get_latest_revision_as_object().title,"
        " row.newer_code, row.code == had]"
    )
    assert got == [True, True, True, "Bản một", "Bản hai", "", True]


def test_a_slogan_is_imported_by_code_with_its_source_document(
    sites: tuple[ChungTaySite, ChungTaySite],
) -> None:
    source, receiver = sites
    code = source.run(
        "document = factories.published(OfficialDocumentPage, department, number='77/KH-TEST')\n"
        "slogan = factories.published(SloganPage, department, text='Không ai là món hàng', source_document=document)\n"
        "answer = slogan.code"
    )
    missing = receiver.run(
        "row = lookup.record_by_code(connection, wanted)\n"
        "try:\n    importing.import_item(row, editor)\n    answer = ''\nexcept Exception as error:\n    answer = str(error)",
        wanted=code,
    )
    assert "77/KH-TEST" in missing
    got = receiver.run(
        "factories.published(OfficialDocumentPage, department, number='77/KH-TEST')\n"
        "slogan = importing.import_item(row, editor)\nanswer = [slogan.text, slogan.exact_text, slogan.live, slogan.source_note]"
    )
    assert got[:3] == ["Không ai là món hàng", "Không ai là món hàng", False] and "Tiếp nhận từ" in got[3]


def test_an_unreachable_source_changes_nothing(sites: tuple[ChungTaySite, ChungTaySite]) -> None:
    source, receiver = sites
    source.run(
        "page = factories.published(NewsPage, department, title='Nguồn vắng')\ndelivery.deliver(connection.pk)"
    )
    got = receiver.run(
        "row = ImportedItem.objects.get(title='Nguồn vắng')\n"
        "row.connection.address = 'http://127.0.0.1:9'\n"
        "answer = [following.follow_each([row]), row.source_state]"
    )
    assert got == [0, "in-force"]
