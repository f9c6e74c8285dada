"""Items follow changes of the slogans, hotlines and documents that they show."""

from typing import Any

import pytest
from wagtail.models import Page

from campaigns.models import NewsPage, OfficialDocumentPage, SloganPage
from campaigns.portal.models import Delivery
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.portal.support.faulty_server import FaultyServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def story(kind: str, key: int) -> dict[str, Any]:
    return {"body": [*factories.TEXT, {"type": kind, "value": key}]}


def test_a_withdrawn_slogan_leaves_the_stories(
    faulty: FaultyServer, connect: Any, publish: Any, staff: Any, commit: Any
) -> None:
    connect(faulty.url)
    slogan = publish(SloganPage, text="Không ai là món hàng")
    publish(NewsPage, **story("slogan", slogan.pk))
    assert "Không ai là món hàng" in faulty.message()["item"]["html"]
    with commit():
        withdrawals.withdraw(slogan, staff(Role.APPROVER), "Sai chữ")
    assert len(faulty.requests) == 2
    assert faulty.message()["event"] == "item.updated"
    assert "Không ai là món hàng" not in faulty.message()["item"]["html"]


def test_a_changed_hotline_updates_the_stories(
    faulty: FaultyServer, connect: Any, publish: Any, commit: Any
) -> None:
    connect(faulty.url)
    hotline = factories.hotline(number="0900000001", name="Đường dây nóng tỉnh")
    publish(NewsPage, **story("hotline", hotline.pk))
    assert "0900000001" in faulty.message()["item"]["html"]
    with commit():
        hotline.number = "0900000002"
        hotline.save()
    html = faulty.message()["item"]["html"]
    assert "0900000002" in html and "0900000001" not in html
    with commit():
        hotline.unpublish()
    assert "0900000002" not in faulty.message()["item"]["html"]
    sent = len(faulty.requests)
    with commit():
        hotline.save()
    assert len(faulty.requests) == sent


def test_a_renamed_document_updates_the_stories(
    faulty: FaultyServer, connect: Any, publish: Any, again: Any
) -> None:
    connect(faulty.url)
    document = publish(OfficialDocumentPage, title="Kế hoạch cũ")
    publish(NewsPage, **story("official_document", document.pk))
    again(document, title="Kế hoạch đã sửa tên")
    assert "Kế hoạch đã sửa tên" in faulty.message()["item"]["html"]


def test_pages_not_sent_before_are_not_sent_for_a_part(
    faulty: FaultyServer, connect: Any, publish: Any, commit: Any
) -> None:
    hotline = factories.hotline()
    publish(NewsPage, **story("hotline", hotline.pk))
    connection = connect(faulty.url)
    with commit():
        hotline.number = "0900000003"
        hotline.save()
    assert not faulty.requests and not Delivery.objects.filter(target=connection.target).exists()


def test_a_deleted_slogan_leaves_the_stories(
    faulty: FaultyServer, connect: Any, publish: Any, commit: Any
) -> None:
    connect(faulty.url)
    slogan = publish(SloganPage, text="Chung tay vì trẻ em")
    publish(NewsPage, **story("slogan", slogan.pk))
    with commit():
        Page.objects.get(pk=slogan.pk).delete()
    assert "Chung tay vì trẻ em" not in faulty.message()["item"]["html"]
