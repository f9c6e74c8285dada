"""Pages beside the tree."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client

from campaigns.models import NewsPage
from cms.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_rendition_is_served_and_an_original_is_not(client: Client) -> None:
    image = factories.image()
    factories.published(NewsPage, picture=image)
    rendition = image.get_rendition("width-100")
    assert client.get(rendition.url).status_code == 200
    assert client.get(image.file.url).status_code == 404


@pytest.mark.parametrize(
    "name", ["documents/a.pdf", "../db.sqlite3", "images/../../secret_key", "images/", "x"]
)
def test_nothing_else_is_served(client: Client, name: str) -> None:
    if name.startswith("documents"):
        default_storage.save(name, ContentFile(b"x"))
    assert client.get(f"/tep/{name}").status_code == 404


def test_health_and_readiness(client: Client, monkeypatch: Any) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", broken)
    assert client.get("/readyz").status_code == 503


def test_robots_names_the_sitemap(client: Client) -> None:
    assert b"Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content


def test_unknown_addresses_say_404_with_the_hotline(client: Client) -> None:
    response = client.get("/khong-co/")
    assert response.status_code == 404 and b"tel:111" in response.content


def test_staff_pages_are_never_stored(client: Client) -> None:
    client.force_login(User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem"))
    response = client.get("/admin/")
    assert "no-store" in response["Cache-Control"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_readers_pages_are_the_same_for_all(client: Client, home: Any) -> None:
    response = client.get("/")
    assert "public" in response["Cache-Control"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_demo_accounts_enter_only_where_settings_let_them(client: Client, settings: Any) -> None:
    User.objects.create_user("thu", password="mat-khau-thu-nghiem", is_demo=True)
    assert client.login(username="thu", password="mat-khau-thu-nghiem")
    settings.ALLOW_DEMO_ACCOUNTS = False
    assert client.get("/admin/").status_code == 302
    assert not Client().login(username="thu", password="mat-khau-thu-nghiem")
