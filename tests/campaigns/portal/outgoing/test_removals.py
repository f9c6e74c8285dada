"""Removals are retried until the portal itself confirms them."""

from typing import Any

import pytest

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection, has_items
from campaigns.portal.outgoing import maintenance
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Role
from cms.outbox import MAX_ATTEMPTS
from tests.campaigns.portal.support.faulty_server import FaultyServer
from tests.campaigns.portal.support.wordpress_fake import HTML, WordPressFake, edit_on_portal, post_of

pytestmark = pytest.mark.django_db
PUBLISHED, REMOVED = Delivery.State.PUBLISHED, Delivery.State.REMOVED


def test_a_withdrawal_is_retried_on_a_busy_portal(
    wordpress_fake: WordPressFake,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    unpublish: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    edit_on_portal(wordpress_fake, wordpress)
    wordpress_fake.fails("POST", 503)
    unpublish(page)
    row = delivery(page, wordpress)
    assert row.is_pending and not row.dead and post_of(wordpress_fake)["status"] == "publish"
    assert soon(wordpress) == 1
    assert delivery(page, wordpress).state == REMOVED and post_of(wordpress_fake)["status"] == "draft"


@pytest.mark.parametrize(
    ("status", "body"), [(404, HTML), (404, b'{"code": "rest_no_route"}'), (404, b"[]"), (403, b"{}")]
)
def test_a_moved_portal_does_not_confirm_a_removal(
    status: int, body: bytes, wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any,
    delivery: Any, staff: Any, soon: Any, django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    page = publish(NewsPage)
    posts = dict(wordpress_fake.posts)
    wordpress_fake.posts.clear()
    wordpress_fake.missing = lambda: (status, body)
    assert maintenance.check_items(wordpress, list(Delivery.objects.all())) == 0
    assert delivery(page, wordpress).drift == ""
    with django_capture_on_commit_callbacks(execute=True):
        withdrawals.withdraw(page, staff(Role.APPROVER), "Sai")
    row = delivery(page, wordpress)
    assert (row.state, row.is_pending) == (PUBLISHED, True)
    assert Reuse.objects.filter(how=How.PUSH).get().state == Reuse.State.TAKE_DOWN_REQUESTED
    wordpress_fake.posts |= posts
    soon(wordpress)
    assert delivery(page, wordpress).state == REMOVED and post_of(wordpress_fake)["status"] == "draft"


def test_wordpress_confirms_a_deleted_post(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any
) -> None:
    page = publish(NewsPage)
    wordpress_fake.posts.clear()
    maintenance.check_items(wordpress, list(Delivery.objects.all()))
    assert delivery(page, wordpress).drift == Delivery.Drift.DELETED
    unpublish(page)
    assert delivery(page, wordpress).state == REMOVED
    assert not Reuse.objects.filter(how=How.PUSH).open().exists()


@pytest.mark.parametrize(("status", "state"), [("404", PUBLISHED), ("410", REMOVED)])
def test_only_410_of_a_webhook_confirms_a_removal(
    status: str, state: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, unpublish: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage)
    faulty.script = [status]
    unpublish(page)
    row = delivery(page, connection)
    assert (row.state, row.is_pending) == (state, state == PUBLISHED)
    assert Reuse.objects.filter(how=How.PUSH).open().exists() == (state == PUBLISHED)


def test_a_refused_first_delivery_needs_no_removal(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any
) -> None:
    wordpress_fake.fails("POST", 403)
    page = publish(NewsPage)
    assert not delivery(page, wordpress).is_uncertain and not has_items(wordpress)
    unpublish(page)
    assert not delivery(page, wordpress).is_pending


def test_a_refused_removal_is_never_a_dead_letter(
    wordpress_fake: WordPressFake,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    unpublish: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    wordpress_fake.fails("POST", *[500] * MAX_ATTEMPTS)
    unpublish(page)
    for _ in range(MAX_ATTEMPTS - 1):
        soon(wordpress)
    row = delivery(page, wordpress)
    assert not row.dead and row.state == PUBLISHED and row in Delivery.objects.needing_attention()
    assert Reuse.objects.filter(how=How.PUSH).open().exists()
    assert post_of(wordpress_fake)["status"] == "publish"
    assert soon(wordpress) == 1 and delivery(page, wordpress).state == REMOVED
