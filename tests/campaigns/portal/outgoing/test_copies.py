"""What stands on a portal: corrections, the day, no comments, each picture once, none after the removal."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import NewsPage, OfficialDocumentPage, ScamWarningPage, SloganPage
from campaigns.portal.connectors.wordpress_pictures import without_featured
from campaigns.portal.models import PortalConnection
from campaigns.portal.outgoing.delivery import send
from campaigns.portal.outgoing.items import published_item
from tests import factories
from tests.campaigns.portal.support.faulty_server import FaultyServer
from tests.campaigns.portal.support.wordpress_fake import WordPressFake, post_of

pytestmark = pytest.mark.django_db


def in_body(image: Any, caption: str = "") -> list[dict[str, Any]]:
    value = {"image": {"image": image.pk, "alt_text": "Tờ rơi"}, "caption": caption}
    return [*factories.TEXT, {"type": "picture", "value": value}]


def test_a_correction_is_named_on_the_copy_of_what_it_corrects(
    faulty: FaultyServer, connect: Any, publish: Any, unpublish: Any
) -> None:
    connect(faulty.url)
    page = publish(NewsPage, title="Bài có lỗi")
    correction = publish(NewsPage, title="Nói lại cho rõ", form="dinh-chinh", corrects=page)
    message = faulty.message()
    assert message["event"] == "item.updated" and message["item"]["title"] == "Bài có lỗi"
    assert "đính chính" in message["item"]["html"] and correction.full_url in message["item"]["html"]
    unpublish(correction)
    copies = [faulty.message(number)["item"] for number in (-1, -2)]
    assert "đính chính" not in next(item["html"] for item in copies if "html" in item)


@pytest.mark.parametrize("model", [ScamWarningPage, OfficialDocumentPage])
def test_what_replaced_a_text_is_named_on_its_copy(
    model: Any, faulty: FaultyServer, connect: Any, publish: Any, again: Any, unpublish: Any
) -> None:
    connect(faulty.url, automatic=[model.search_kind])
    page, newer = publish(model, title="Bản cũ"), publish(model, title="Bản thay")
    again(page, replaced_by=newer)
    assert faulty.message()["item"]["title"] == "Bản cũ"
    assert newer.full_url in faulty.message()["item"]["html"]


def test_a_deleted_correction_leaves_the_copy(
    faulty: FaultyServer, connect: Any, publish: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connect(faulty.url)
    page = publish(NewsPage)
    correction = publish(NewsPage, form="dinh-chinh", corrects=page)
    with django_capture_on_commit_callbacks(execute=True):
        correction.delete()
    copies = [faulty.message(number)["item"] for number in (-1, -2)]
    assert "đính chính" not in next(item["html"] for item in copies if "html" in item)


def test_a_post_bears_the_day_of_its_page_and_takes_no_comments(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any
) -> None:
    publish(NewsPage, date=date(2026, 3, 8))
    post = post_of(wordpress_fake)
    assert post["date"] == "2026-03-08T00:00:00"
    assert (post["comment_status"], post["ping_status"]) == ("closed", "closed")


@pytest.mark.parametrize("days", [0, 1, 40])
def test_a_post_is_never_dated_in_the_future(
    days: int, wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any
) -> None:
    publish(NewsPage, date=timezone.localdate() + timedelta(days=days))
    assert "date" not in post_of(wordpress_fake)


def test_a_text_without_a_date_bears_the_day_of_its_first_publication(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    page = publish(SloganPage)
    first = timezone.now() - timedelta(days=30)
    SloganPage.objects.filter(pk=page.pk).update(first_published_at=first, date=None)
    with django_capture_on_commit_callbacks(execute=True):
        send(page, wordpress)
    assert post_of(wordpress_fake)["date"] == f"{timezone.localdate(first).isoformat()}T00:00:00"


def test_a_picture_stands_once(publish: Any, picture: Any) -> None:
    """The page's own picture, and the same one in the body; other bytes stay."""
    page = publish(NewsPage, picture=picture, body=in_body(picture, "Chú thích"))
    item = published_item(page)
    assert item is not None and item.html.count("<img") == 1 and "Chú thích" in item.html


def test_the_first_picture_of_the_body_is_not_featured(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, picture: Any
) -> None:
    publish(NewsPage, body=in_body(picture))
    post = post_of(wordpress_fake)
    assert post["featured_media"] == 0 and post["content"].count("<img") == 1


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<figure><img src="a"></figure>\n<p>x</p>', ("<p>x</p>", True)),
        ('<p>x</p><figure><img src="a"></figure>', ("<p>x</p>", True)),
        (
            '<figure><img src="a"><figcaption>c</figcaption></figure>',
            ('<figure><img src="a"><figcaption>c</figcaption></figure>', False),
        ),
        ('<p>x</p><figure><img src="b"></figure>', ('<p>x</p><figure><img src="b"></figure>', True)),
    ],
)
def test_the_featured_picture_leaves_the_text(html: str, expected: tuple[str, bool]) -> None:
    assert without_featured(html, "a") == expected


def test_pictures_leave_with_the_last_item_that_shows_them(
    wordpress_fake: WordPressFake,
    wordpress: PortalConnection,
    publish: Any,
    again: Any,
    unpublish: Any,
    picture: Any,
) -> None:
    first, second = (publish(NewsPage, picture=picture) for _ in range(2))
    assert len(wordpress_fake.media) == 1
    unpublish(first)
    assert len(wordpress_fake.media) == 1
    again(second, picture=None)
    assert not wordpress_fake.media
