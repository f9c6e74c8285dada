"""What the other side does with our posts meanwhile: never written over, never believed gone too early."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from campaigns.models import NewsPage
from campaigns.portal import upkeep
from campaigns.portal.connectors.wordpress import slug_of
from campaigns.portal.errors import UncertainError
from campaigns.portal.items import item_of
from campaigns.portal.models import Delivery, PortalConnection, holds_items
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Role
from cms.outbox import MAX_ATTEMPTS
from media.models import CustomImage
from tests import factories
from tests.portal.faults import FaultyServer
from tests.portal.memory import HTML, MemoryWordPress

pytestmark = pytest.mark.django_db
STANDS, DOWN = Delivery.State.STANDS, Delivery.State.DOWN


@pytest.fixture
def wordpress(memory: MemoryWordPress, connect: Any) -> PortalConnection:
    connection: PortalConnection = connect(memory.url, "wordpress", username="bientap")
    return connection


def post_of(memory: MemoryWordPress) -> dict[str, Any]:
    (post,) = memory.posts.values()
    return post


def changed_there(memory: MemoryWordPress, connection: PortalConnection, content: str = "Họ đã sửa") -> None:
    post_of(memory)["content"] = content
    upkeep.look(connection, list(Delivery.objects.all()))
    assert Delivery.objects.get().drift == Delivery.Drift.CHANGED


@pytest.fixture
def unpublish(django_capture_on_commit_callbacks: Any) -> Any:
    def run(page: Page) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            page.unpublish()

    return run


def test_a_withdrawal_of_a_changed_post_outlives_a_busy_portal(
    memory: MemoryWordPress,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    unpublish: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    changed_there(memory, wordpress)
    memory.fails("POST", 503)
    unpublish(page)
    row = delivery(page, wordpress)
    assert row.waits and not row.dead and post_of(memory)["status"] == "publish"
    assert soon(wordpress) == 1
    assert delivery(page, wordpress).state == DOWN and post_of(memory)["status"] == "draft"


def test_an_overwriting_that_was_decided_outlives_a_busy_portal(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any, again: Any, soon: Any
) -> None:
    page = publish(NewsPage)
    changed_there(memory, wordpress)
    page = again(page, title="Bản của đơn vị")
    assert delivery(page, wordpress).dead
    Delivery.objects.update(overwrite=True, dead=False)
    memory.fails("POST", 503)
    soon(wordpress)
    assert not delivery(page, wordpress).dead
    soon(wordpress)
    assert post_of(memory)["title"] == "Bản của đơn vị"


def test_what_they_changed_stops_at_once(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any, again: Any
) -> None:
    page = publish(NewsPage)
    changed_there(memory, wordpress)
    page = again(page, title="Bản mới")
    row = delivery(page, wordpress)
    assert row.dead and row.attempts == 1 and post_of(memory)["content"] == "Họ đã sửa"


@pytest.mark.parametrize(
    ("status", "body"), [(404, HTML), (404, b'{"code": "rest_no_route"}'), (404, b"[]"), (403, b"{}")]
)
def test_a_portal_that_has_moved_has_removed_nothing(
    status: int, body: bytes, memory: MemoryWordPress, wordpress: PortalConnection, publish: Any,
    delivery: Any, staff: Any, soon: Any, django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    page = publish(NewsPage)
    kept = dict(memory.posts)
    memory.posts.clear()
    memory.missing = lambda: (status, body)
    assert upkeep.look(wordpress, list(Delivery.objects.all())) == 0
    assert delivery(page, wordpress).drift == ""
    with django_capture_on_commit_callbacks(execute=True):
        withdrawals.withdraw(page, staff(Role.APPROVER), "Sai")
    row = delivery(page, wordpress)
    assert (row.state, row.waits) == (STANDS, True)
    assert Reuse.objects.filter(how=How.PUSH).get().state == Reuse.State.TAKE_DOWN_REQUESTED
    memory.posts |= kept
    soon(wordpress)
    assert delivery(page, wordpress).state == DOWN and post_of(memory)["status"] == "draft"


def test_wordpress_itself_says_that_a_post_is_gone(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any
) -> None:
    page = publish(NewsPage)
    memory.posts.clear()
    upkeep.look(wordpress, list(Delivery.objects.all()))
    assert delivery(page, wordpress).drift == Delivery.Drift.DELETED
    unpublish(page)
    assert delivery(page, wordpress).state == DOWN
    assert not Reuse.objects.filter(how=How.PUSH).open().exists()


@pytest.mark.parametrize(("status", "state"), [("404", STANDS), ("410", DOWN)])
def test_a_receiver_says_gone_and_not_that_it_is_elsewhere(
    status: str, state: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, unpublish: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage)
    faulty.script = [status]
    unpublish(page)
    row = delivery(page, connection)
    assert (row.state, row.waits) == (state, state == STANDS)
    assert Reuse.objects.filter(how=How.PUSH).open().exists() == (state == STANDS)


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
def test_the_post_of_somebody_else_is_left_alone(
    live: bool, memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any,
    unpublish: Any, soon: Any,
) -> None:  # fmt: skip
    """Numbers mean something else once a site was set up anew."""
    page = publish(NewsPage)
    number = post_of(memory)["id"]
    memory.posts[number] = foreign(number)
    if live:
        Delivery.objects.update(state=DOWN, delivered=0)
        soon(wordpress)
    else:
        unpublish(page)
    assert memory.posts == {number: foreign(number)}
    row = delivery(page, wordpress)
    assert row.waits and row.answer


def test_a_post_whose_address_they_made_prettier_is_still_ours(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any
) -> None:
    page = publish(NewsPage)
    post_of(memory)["slug"] = "dia-chi-dep"
    unpublish(page)
    assert delivery(page, wordpress).state == DOWN and post_of(memory)["status"] == "draft"


@pytest.mark.parametrize("status", [403, 413, 500])
def test_after_a_no_their_changes_are_still_seen(
    status: int, memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, again: Any,
    delivery: Any, soon: Any,
) -> None:  # fmt: skip
    page = publish(NewsPage)
    memory.fails("POST", status)
    page = again(page, title="Bản hai")
    row = delivery(page, wordpress)
    assert row.waits and row.in_doubt == (status == 500)
    post_of(memory)["content"] = "Họ đã sửa"
    Delivery.objects.filter(pk=row.pk).retry()
    soon(wordpress)
    row = delivery(page, wordpress)
    assert row.drift == Delivery.Drift.CHANGED and row.dead
    assert post_of(memory)["content"] == "Họ đã sửa"


def test_what_arrived_without_an_answer_is_not_taken_for_their_change(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, again: Any, delivery: Any, soon: Any
) -> None:
    page = publish(NewsPage)
    memory.fails("POST", ("lost", UncertainError("mất trả lời")))
    page = again(page, title="Bản hai")
    assert delivery(page, wordpress).in_doubt and post_of(memory)["title"] == "Bản hai"
    assert soon(wordpress) == 1
    row = delivery(page, wordpress)
    assert (row.drift, row.in_doubt, row.waits) == ("", False, False)


def test_a_post_that_was_made_is_known_even_if_nothing_more_is_answered(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any
) -> None:
    memory.fails("GET", None, 403)
    page = publish(NewsPage)
    row = delivery(page, wordpress)
    assert (row.state, row.remote_id) == (STANDS, str(post_of(memory)["id"]))


def test_a_first_no_holds_nothing(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any
) -> None:
    memory.fails("POST", 403)
    page = publish(NewsPage)
    assert not delivery(page, wordpress).in_doubt and not holds_items(wordpress)
    unpublish(page)
    assert not delivery(page, wordpress).waits


def test_refused_by_the_portal_what_stopped_is_still_looked_at(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, again: Any, delivery: Any
) -> None:
    page = publish(NewsPage)
    memory.fails("POST", 403)
    page = again(page, title="Bản hai")
    Delivery.objects.update(dead=True)
    post_of(memory)["content"] = "Họ đã sửa"
    assert upkeep.look(wordpress, list(upkeep.to_look_at(wordpress))) == 1
    assert delivery(page, wordpress).drift == Delivery.Drift.CHANGED


def test_a_withdrawn_post_that_they_put_up_again_is_seen(
    memory: MemoryWordPress,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    unpublish: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    unpublish(page)
    assert upkeep.look(wordpress, list(upkeep.to_look_at(wordpress))) == 0
    post_of(memory)["status"] = "publish"
    Delivery.objects.update(looked_at=None)
    assert upkeep.look(wordpress, list(upkeep.to_look_at(wordpress))) == 1
    row = delivery(page, wordpress)
    assert row.drift == Delivery.Drift.BACK and row in Delivery.objects.troubled()
    Delivery.objects.filter(pk=row.pk).update(overwrite=True)
    Delivery.objects.touch([row.target], [row.key])
    soon(wordpress)
    assert post_of(memory)["status"] == "draft" and delivery(page, wordpress).drift == ""


def test_a_notice_that_they_replaced_is_seen(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any
) -> None:
    page = publish(NewsPage)
    memory.fails("POST", 403)
    unpublish(page)
    assert delivery(page, wordpress).state == Delivery.State.NOTICE
    assert upkeep.look(wordpress, list(upkeep.to_look_at(wordpress))) == 0
    post_of(memory)["content"] = "Bài cũ lại đăng"
    assert upkeep.look(wordpress, list(Delivery.objects.all())) == 1


def test_one_post_that_they_hide_stops_no_other_look(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any
) -> None:
    first, second = publish(NewsPage), publish(NewsPage)
    other = next(
        post for post in memory.posts.values() if post["slug"] == slug_of(str(second.translation_key))
    )
    other["content"] = "Họ đã sửa"
    memory.fails("GET", 403)
    rows = [delivery(page, wordpress) for page in (first, second)]
    assert upkeep.look(wordpress, rows) == 1
    assert delivery(first, wordpress).looked_at and delivery(second, wordpress).drift


def test_a_portal_that_is_away_while_being_looked_at_rests(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any
) -> None:
    publish(NewsPage)
    publish(NewsPage)
    memory.fails("GET", UncertainError("không trả lời kịp"))
    asked = len(memory.asked)
    upkeep.look(wordpress, list(Delivery.objects.all()))
    assert len(memory.asked) == asked + 1
    assert PortalConnection.objects.get().is_resting(timezone.now())


def test_one_look_is_asked_for_at_a_time(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(NewsPage)
    asked: list[int] = []

    class Task:
        enqueue = staticmethod(asked.append)

    monkeypatch.setattr(upkeep, "look_task", Task)
    upkeep.minute()
    upkeep.minute()
    assert asked == [wordpress.pk]


def test_what_cannot_be_looked_at_is_not_asked(
    faulty: FaultyServer, connect: Any, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(faulty.url)
    publish(NewsPage)
    asked: list[int] = []

    class Task:
        enqueue = staticmethod(asked.append)

    monkeypatch.setattr(upkeep, "look_task", Task)
    assert not connection.can_be_looked_at
    upkeep.minute()
    assert not asked


def test_words_of_pictures_are_sent_each_time(
    memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, again: Any
) -> None:
    picture = factories.image(description="Mô tả cũ")
    page = publish(NewsPage, picture=picture)
    for row in memory.media.values():
        row["slug"] = "ct-" + "0" * 24
    assert [row["alt_text"] for row in memory.media.values()] == ["Mô tả cũ"]
    memory.media[1]["slug"] = page_picture_name(page)
    # An approved page keeps the words of its pictures: what was set right goes out with its next approval.
    CustomImage.objects.filter(pk=picture.pk).update(description="Mô tả mới")
    again(page)
    assert [row["alt_text"] for row in memory.media.values()] == ["Mô tả mới"]


def page_picture_name(page: Any) -> str:
    item = item_of(page)
    assert item is not None
    return item.pictures[0].name.removesuffix(".jpg")


def test_a_take_down_that_is_refused_ends_as_a_dead_letter(
    memory: MemoryWordPress,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    unpublish: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    memory.fails("POST", *[500] * MAX_ATTEMPTS)
    unpublish(page)
    for _ in range(MAX_ATTEMPTS - 1):
        assert not delivery(page, wordpress).dead
        soon(wordpress)
    row = delivery(page, wordpress)
    assert row.dead and row.state == STANDS and row in Delivery.objects.troubled()
    assert Reuse.objects.filter(how=How.PUSH).open().exists() and post_of(memory)["status"] == "publish"


@pytest.mark.parametrize("how", ["private", "moved", "hidden"])
def test_whatever_went_behind_our_back_is_found(
    how: str, memory: MemoryWordPress, wordpress: PortalConnection, publish: Any, delivery: Any, soon: Any
) -> None:
    page = publish(NewsPage)
    if how == "private":
        # As if the process had died between the restriction and its signal.
        model = page.view_restrictions.model
        model.objects.bulk_create([model(page_id=page.pk, restriction_type="login")])
    elif how == "moved":
        elsewhere = factories.section(factories.department(), "tin-tuc")
        path = f"{elsewhere.path}0001"
        Page.objects.filter(pk=page.pk).update(path=path)
    else:
        Page.objects.filter(pk=page.pk).update(live=False)
    assert upkeep.stray() == 1
    soon(wordpress)
    assert delivery(page, wordpress).state == DOWN
    assert upkeep.stray() == 0


def test_the_site_s_own_portal_takes_what_belongs_to_no_department(
    connect: Any, department: Any, home: Any
) -> None:
    connection = connect("https://toan-trang.example.vn", department=None)
    inside = factories.published(NewsPage, department)
    assert not connection.covers(inside) and connection.pages().filter(pk=home.pk).exists()
    assert not connection.pages().filter(pk=inside.pk).exists()
    own = connect("https://don-vi.example.vn", department=department)
    assert own.covers(inside) and own.pages().filter(pk=inside.pk).exists()
