"""One worker at a time delivers to a portal."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from freezegun import freeze_time

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import delivery as delivery_module
from campaigns.portal.outgoing import lease, sync
from campaigns.portal.outgoing.delivery import deliver
from tests.campaigns.portal.support.faulty_server import FaultyServer

pytestmark = pytest.mark.django_db


def test_two_workers_deliver_once(faulty: FaultyServer, connect: Any, publish: Any) -> None:
    connection = connect(faulty.url, is_active=False)
    publish(NewsPage)
    PortalConnection.objects.update(is_active=True)
    with lease.portal_lease(connection.pk) as token:
        assert token
        assert deliver(connection.pk) == 0 and not faulty.requests
    Delivery.objects.mark_changed([connection.target], [str(NewsPage.objects.latest("pk").pk)])
    assert deliver(connection.pk) == 1


def test_an_expired_lease_is_lost(faulty: FaultyServer, connect: Any, publish: Any) -> None:
    connection = connect(faulty.url)
    with lease.portal_lease(connection.pk) as token:
        later = timezone.now() + lease.DURATION + timedelta(seconds=1)
        with freeze_time(later), lease.portal_lease(connection.pk) as other:
            assert other and other != token
            with pytest.raises(lease.LeaseLostError):
                lease.renew_lease(connection.pk, str(token))
        assert PortalConnection.objects.get().lease_token == ""


def test_a_time_slice_ends_and_another_task_continues(
    faulty: FaultyServer, connect: Any, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(faulty.url, is_active=False)
    pages = [publish(NewsPage) for _ in range(3)]
    PortalConnection.objects.update(is_active=True)
    Delivery.objects.mark_changed([connection.target], [str(page.pk) for page in pages])
    monkeypatch.setattr(sync, "TIME_SLICE", -1)
    enqueued: list[int] = []

    class Task:
        enqueue = staticmethod(enqueued.append)

    monkeypatch.setattr(delivery_module, "deliver_task", Task)
    assert deliver(connection.pk) == 0 and enqueued == [connection.pk]
    assert PortalConnection.objects.get().lease_token == ""
    monkeypatch.setattr(sync, "TIME_SLICE", 30)
    assert deliver(connection.pk) == 3
