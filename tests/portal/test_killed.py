"""The worker is killed in the middle of a delivery: the next one finds the row and tells it once."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from campaigns.models import NewsPage
from campaigns.portal import upkeep
from campaigns.portal.models import Delivery, PortalConnection
from tests.portal.conftest import SECRET
from tests.portal.faults import FaultyServer
from tests.portal.sites import ChungTaySite

SET_UP = """
from campaigns.models import *
from campaigns.portal.models import *
from campaigns.portal import delivery
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
from campaigns.portal import delivery
from django.utils import timezone
from datetime import timedelta
connection = PortalConnection.objects.get()
"""


@pytest.mark.slow
@pytest.mark.skipif("sqlite3" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite của riêng nó.")
def test_killed_in_the_middle(tmp_path: Path, faulty: FaultyServer, django_db_setup: None) -> None:
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
        # However long this process needed to start: the claim of the dead one is fresh.
        renewed = "PortalConnection.objects.exclude(claim='').update(claimed_at=timezone.now())\n"
        seen = second.run(
            AGAIN + renewed + "answer = [bool(connection.claim), deliveries(in_doubt=True).count(),"
            " deliveries().pending().count(), delivery.deliver(connection.pk)]"
        )
        assert seen == [True, 1, 2, 0]
        later = second.run(
            "PortalConnection.objects.update(claimed_at=timezone.now() - timedelta(minutes=3))\n"
            "answer = [delivery.deliver(connection.pk), deliveries().pending().count(),"
            " deliveries(state='dang-dang').count()]"
        )
        assert later == [2, 0, 3]
    finally:
        second.stop()
    # What was under way is told again under the same key, and nothing else twice.
    keys = [headers["idempotency-key"] for _method, _path, headers, _body in faulty.requests]
    assert len(keys) == 4 and len(set(keys)) == 3
    assert len({json.loads(body)["item"]["id"] for _path, body in faulty.done}) == 3


@pytest.mark.django_db
def test_what_went_behind_our_back_is_found(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connection = connect(faulty.url)
    page, other = publish(NewsPage), publish(NewsPage)
    NewsPage.objects.filter(pk=page.pk).update(live=False)
    Delivery.objects.filter(key=str(other.pk)).delete()
    PortalConnection.objects.update(looked_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        upkeep.minute()
    upkeep.minute()
    assert delivery(page, connection).state == Delivery.State.DOWN
    assert delivery(other, connection).state == Delivery.State.STANDS


@pytest.mark.django_db
def test_commands(faulty: FaultyServer, connect: Any, publish: Any, settings: Any, capsys: Any) -> None:
    faulty.script = ["500"]
    connection = connect(faulty.url)
    publish(NewsPage)
    Delivery.objects.update(dead=True)
    faulty.script = ["ok"]
    call_command("portal_drain")
    assert "đã dừng thử 1" in capsys.readouterr().out
    call_command("portal_drain", "--retry")
    assert "đã gửi 1" in capsys.readouterr().out
    settings.CREDENTIALS_KEY = f"khoa-moi,{settings.CREDENTIALS_KEY}"
    call_command("portal_rekey")
    settings.CREDENTIALS_KEY = "khoa-moi"
    connection.refresh_from_db()
    assert connection.secret == SECRET and SECRET not in capsys.readouterr().out
    settings.CREDENTIALS_KEY = "khoa-khac"
    with pytest.raises(CommandError, match="Cổng thử"):
        call_command("portal_rekey")
