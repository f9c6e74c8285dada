"""A worker killed during a delivery is continued by another, which delivers once."""

import json
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.campaigns.portal.conftest import SECRET
from tests.campaigns.portal.support.faulty_server import FaultyServer
from tests.campaigns.portal.support.sites import ChungTaySite

# The prepared database is what the site starts from; without this mark it is not made.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SET_UP = """
from campaigns.models import *
from campaigns.portal.models import *
from campaigns.portal.outgoing import delivery
from django.utils import timezone
from datetime import timedelta
from tests import factories
department = DepartmentPage.objects.get(title="Sở thử nghiệm")
connection = PortalConnection(organisation=department.organisation, name="Cổng", kind="webhook", address=url,
    department=department, automatic=["tin-tuc"])
connection.secret = secret
connection.save()
pages = [factories.published(NewsPage, department) for _ in range(3)]
"""
AGAIN = """
from campaigns.portal.models import *
from campaigns.portal.outgoing import delivery
from django.utils import timezone
from datetime import timedelta
connection = PortalConnection.objects.get()
"""


@pytest.mark.skipif("sqlite3" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite của riêng nó.")
def test_a_killed_worker_is_continued_by_another(
    tmp_path: Path, faulty: FaultyServer, django_db_setup: None
) -> None:
    faulty.script = ["ok", "hang"]
    folder = tmp_path / "trang"
    first = ChungTaySite(folder, serve=False)
    first.run(SET_UP, url=faulty.url, secret=SECRET)
    first.begin("delivery.deliver(connection.pk)")
    for _ in range(3000):
        if len(faulty.requests) == 2:
            break
        time.sleep(0.02)
    assert len(faulty.requests) == 2
    first.driver.kill()
    first.driver.wait()
    faulty.script = ["ok"]
    second = ChungTaySite(folder, serve=False)
    try:
        # As if this process had started at once: the lease of the killed one has not expired.
        renewed = "PortalConnection.objects.exclude(lease_token='').update(lease_renewed_at=timezone.now())\n"
        seen = second.run(
            AGAIN + renewed + "answer = [bool(connection.lease_token), deliveries(is_uncertain=True).count(),"
            " deliveries().pending().count(), delivery.deliver(connection.pk)]"
        )
        assert seen == [True, 1, 2, 0]
        later = second.run(
            "PortalConnection.objects.update(lease_renewed_at=timezone.now() - timedelta(minutes=3))\n"
            "answer = [delivery.deliver(connection.pk), deliveries().pending().count(),"
            " deliveries(state='dang-dang').count()]"
        )
        assert later == [2, 0, 3]
    finally:
        second.stop()
    # The interrupted delivery is repeated with the same key, and nothing else twice.
    keys = [headers["idempotency-key"] for _method, _path, headers, _body in faulty.requests]
    assert len(keys) == 4 and len(set(keys)) == 3
    assert len({json.loads(body)["item"]["id"] for _path, body in faulty.done}) == 3
