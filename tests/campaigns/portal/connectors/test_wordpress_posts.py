"""Posts are recognised and kept apart, tested with a WordPress in memory."""

from typing import Any

import pytest

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from media.models import CustomImage
from tests import factories
from tests.campaigns.portal.support.wordpress_fake import WordPressFake, post_of

pytestmark = pytest.mark.django_db
PUBLISHED, REMOVED = Delivery.State.PUBLISHED, Delivery.State.REMOVED


def foreign(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "slug": "bai-cua-nguoi-khac",
        "status": "publish",
        "title": "Bài của người khác",
        "content": "Không phải của đơn vị",
        "excerpt": "",
        "featured_media": 0,
    }


@pytest.mark.parametrize("live", [True, False])
def test_a_post_of_somebody_else_is_not_changed(
    live: bool, wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any,
    unpublish: Any, soon: Any,
) -> None:  # fmt: skip
    """Numbers mean something else once a site was set up anew."""
    page = publish(NewsPage)
    number = post_of(wordpress_fake)["id"]
    wordpress_fake.posts[number] = foreign(number)
    if live:
        Delivery.objects.update(state=REMOVED, delivered=0)
        soon(wordpress)
    else:
        unpublish(page)
    assert wordpress_fake.posts == {number: foreign(number)}
    row = delivery(page, wordpress)
    assert row.is_pending and row.answer


def test_a_post_with_another_slug_is_recognised(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any
) -> None:
    page = publish(NewsPage)
    post_of(wordpress_fake)["slug"] = "dia-chi-dep"
    unpublish(page)
    assert delivery(page, wordpress).state == REMOVED and post_of(wordpress_fake)["status"] == "draft"


def test_a_created_post_is_recorded_when_the_search_for_duplicates_fails(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any
) -> None:
    wordpress_fake.fails("GET", None, 403)
    page = publish(NewsPage)
    row = delivery(page, wordpress)
    assert (row.state, row.remote_id) == (PUBLISHED, str(post_of(wordpress_fake)["id"]))


def test_texts_of_pictures_are_sent_each_time(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, again: Any
) -> None:
    picture = factories.image(description="Mô tả cũ")
    page = publish(NewsPage, picture=picture)
    assert [row["alt_text"] for row in wordpress_fake.media.values()] == ["Mô tả cũ"]
    # An approved page keeps the words of its pictures: what was set right goes out with its next approval.
    CustomImage.objects.filter(pk=picture.pk).update(description="Mô tả mới")
    again(page)
    assert [row["alt_text"] for row in wordpress_fake.media.values()] == ["Mô tả mới"]
