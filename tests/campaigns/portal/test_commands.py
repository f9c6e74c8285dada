"""The management commands of the portal."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery
from tests.campaigns.portal.conftest import SECRET
from tests.campaigns.portal.support.faulty_server import FaultyServer

pytestmark = pytest.mark.django_db


def test_drain_and_rekey(
    faulty: FaultyServer, connect: Any, publish: Any, settings: Any, capsys: Any
) -> None:
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
