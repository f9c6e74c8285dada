"""Imported items: the other site is this one, and requests to it are answered in this process."""

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

from campaigns.models import NewsPage
from campaigns.portal.exchange.importing import import_item
from campaigns.portal.http.client import SafeClient
from campaigns.portal.models import ImportedItem, PortalConnection
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.portal.support.mirror import Mirror


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Mirror:
    """Every request goes to this site itself."""
    cache.clear()
    mirror = Mirror()
    monkeypatch.setattr(SafeClient, "request", lambda self, *args, **named: mirror.request(*args, **named))
    return mirror


@pytest.fixture
def site(connect: Any) -> PortalConnection:
    """A connection to this site itself."""
    connection: PortalConnection = connect(settings.SITE_URL, "chung-tay", automatic=[])
    return connection


@pytest.fixture
def editor(staff: Any) -> Any:
    return staff(Role.EDITOR)


@pytest.fixture
def source(department: Any) -> Any:
    """The published page that is offered."""
    body = [{"type": "text", "value": "<h2>Đầu đề</h2><p>Gọi <b>111</b> khi nghi ngờ.</p>"}]
    return factories.published(NewsPage, department, title="Bài nguồn", body=body)


@pytest.fixture
def offered(site: PortalConnection, source: Any) -> ImportedItem:
    """The offer of the source page."""
    return ImportedItem.objects.create(
        connection=site, uid=source.translation_key, code=source.code, source_state="in-force"
    )


@pytest.fixture
def imported(mirror: Mirror, offered: ImportedItem, editor: Any) -> ImportedItem:
    """The source page imported and published."""
    page = import_item(offered, editor)
    factories.approve(page)
    page.get_latest_revision().publish()
    return ImportedItem.objects.select_related("connection").get()
