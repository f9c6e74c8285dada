"""The sitemap: an index, and parts by the keys of pages."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from campaigns.models import NewsPage
from cms.surroundings import mark_changed
from tests import factories

pytestmark = pytest.mark.django_db


def sitemap(client: Client) -> str:
    """All parts of the sitemap that its index names."""
    index = client.get("/sitemap.xml").content.decode()
    paths = [urlsplit(address).path for address in re.findall(r"<loc>(.*?)</loc>", index)]
    assert paths and len(set(paths)) == len(paths)
    return "".join(client.get(path).content.decode() for path in paths)


def test_the_sitemap_has_the_english_pages_and_days(client: Client, home: Any, department: Any) -> None:
    page = factories.published(NewsPage, department)
    factories.english_page()
    rows = sitemap(client).split("<url>")[1:]
    urls = {re.search(r"<loc>(.*?)</loc>", row)[1]: row for row in rows}
    assert f"http://testserver{page.url}" in urls and "http://testserver/en/" in urls
    for url in (page.url, page.get_parent().url, department.url, home.url, "/en/"):
        assert "<lastmod>" in urls[f"http://testserver{url}"], url


def test_a_part_of_the_sitemap_has_its_addresses_and_no_others(
    client: Client, department: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = re.findall(r"<loc>(.*?)</loc>", sitemap(client))
    monkeypatch.setattr("cms.sitemap.PART", 5)
    mark_changed()
    index = client.get("/sitemap.xml").content.decode()
    parts = [
        re.findall(r"<loc>(.*?)</loc>", client.get(urlsplit(address).path).content.decode())
        for address in re.findall(r"<loc>(.*?)</loc>", index)
    ]
    assert len(parts) > 1 and all(0 < len(part) <= 5 for part in parts)
    assert sorted(address for part in parts for address in part) == sorted(whole)
    assert client.get("/sitemap-999.xml").status_code == 404


def test_the_sitemap_agrees_with_robots_and_canonical_links(
    client: Client, department: Any, settings: Any
) -> None:
    settings.SITE_URL = "https://phongchong.example.gov.vn"
    page = factories.published(NewsPage, department)
    address = f"{settings.SITE_URL}{page.url}"
    assert f'rel="canonical" href="{address}"' in client.get(page.url).content.decode()
    found = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode() + sitemap(client))
    assert address in found and all(one.startswith(settings.SITE_URL) for one in found)
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in client.get("/robots.txt").content.decode()
