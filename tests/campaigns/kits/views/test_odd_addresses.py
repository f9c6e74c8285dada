"""What anybody may type after the public addresses: never an error, never a way out of the site."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["A" * 4000, "%00" * 30, "ab%0d%0acd", "%e2%80%8b", "..%5c..", "{{7*7}}"])
def test_no_code_is_an_error(slogan: Any, typed: str, client: Client) -> None:
    places = ["/xac-minh/{}/", "/xac-minh/{}/json/", "/nhung/{}/", "/lay-ve/{}/"]
    places += [f"/lay-ve/{slogan.code}/{{}}", f"/lay-ve/{slogan.code}/xem/{{}}/"]
    for place in places:
        assert client.get(place.format(typed)).status_code == 404, place


@pytest.mark.parametrize(
    "typed", ["//evil.example", "\\\\evil.example", "https://evil.example", "\x00", "%0a"]
)
def test_the_field_leads_nowhere_else(typed: str, client: Client) -> None:
    answer = client.get("/xac-minh/", {"ma": typed})
    assert answer.status_code == 200 or answer["Location"].startswith("/xac-minh/")


@pytest.mark.parametrize("value", ["9" * 5000, "-1", "٣", "0", "1e3", "\x00", ""])
@pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
def test_no_size_of_a_frame_is_an_error(
    slogan: Any, name: str, value: str, client: Client, settings: Any
) -> None:
    answer = client.get("/oembed/", {"url": settings.SITE_URL + slogan.url, name: value})
    assert answer.status_code == 200 and 0 < answer.json()["width"] <= 480


@pytest.mark.parametrize(
    "path", ["/\x00", "/a\x00b/", "/%00/", "/nhung/\x00/", "//x", "/..//", "/admin/", "/" + "a" * 3000]
)
def test_no_address_of_ours_is_an_error(path: str, client: Client, settings: Any) -> None:
    assert client.get("/oembed/", {"url": settings.SITE_URL + path}).status_code == 404


@pytest.mark.parametrize(
    "referrer",
    ["https://a.example/\x00", "https://" + "a" * 3000, "https://[::1]/", "https://a.example:99999/", "x:1"],
)
def test_no_referrer_keeps_anyone_from_reading(slogan: Any, referrer: str, client: Client) -> None:
    assert client.get(f"/nhung/{slogan.code}/", headers={"referer": referrer}).status_code == 200
