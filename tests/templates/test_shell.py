"""What stands around every page: its cost, its privacy, 111 and the way out."""

import tomllib
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction, Site

from campaigns.models import Alert, Hotline
from campaigns.site.shell import shell_of
from cms.models import SiteSettings
from cms.surroundings import read_once

DEMO = Path(__file__).resolve().parents[2] / "campaigns" / "demo"
KINDS = [
    "home",
    "department",
    "section",
    "campaign",
    "slogan",
    "warning",
    "news",
    "document",
    "material",
    "script",
    "event",
    "hotlines",
    "page",
    "english",
]


def body(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def request_for(page: object) -> object:
    request = RequestFactory().get(page.url)
    request._wagtail_site = Site.objects.select_related("root_page").get(is_default_site=True)
    return request


@pytest.mark.parametrize("kind", ["home", "section", "news", "child", "english"])
def test_the_shell_costs_one_query_once_it_is_known(site: SimpleNamespace, kind: str) -> None:
    page = getattr(site, kind)
    shell_of(request_for(site.home), site.home)
    request = request_for(page)
    with read_once(), CaptureQueriesContext(connection) as queries:
        shell = shell_of(request, page)
        assert [link.url for link in (*shell.menu, *shell.sections, *shell.crumbs)]
        assert shell_of(request, page) is shell
    # The site was found before by the address.
    assert len(queries) <= 2, [query["sql"] for query in queries]


def test_crumbs_go_from_the_home_down(site: SimpleNamespace) -> None:
    shell = shell_of(request_for(site.news), site.news)
    assert [link.label for link in shell.crumbs] == [
        site.home.title,
        site.department.title,
        "Tin tức",
    ]


def test_the_menu_marks_where_the_reader_is(site: SimpleNamespace) -> None:
    shell = shell_of(request_for(site.section), site.section)
    assert [link.label for link in shell.menu if link.current] == ["Tin tức"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_111_the_exit_one_h1_and_no_cookie(
    site: SimpleNamespace, client: Client, kind: str
) -> None:
    page = getattr(site, kind)
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    assert 'href="tel:111"' in html
    assert html.count("data-exit ") == 1 and html.count("data-leave") == 1
    assert settings_of(site).exit_url in html
    assert html.count("<h1") == 1
    assert f'<html lang="{"en" if kind == "english" else "vi"}">' in html
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "public" in response["Cache-Control"]
    assert " style=" not in html and "<style" not in html and " onclick=" not in html
    assert "csrfmiddlewaretoken" not in html


def settings_of(site: SimpleNamespace) -> SiteSettings:
    return SiteSettings.objects.get(pk=site.settings.pk)


def test_a_session_cookie_brings_the_staff_bar_and_keeps_the_page_private(
    site: SimpleNamespace, client: Client, django_user_model: object
) -> None:
    client.force_login(django_user_model.objects.create_superuser("quan-tri", password="x"))
    response = client.get(site.home.url)
    assert "wagtail-userbar" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    client.cookies.clear()
    client.cookies[settings.SESSION_COOKIE_NAME] = "het-han"
    assert "wagtail-userbar" not in body(client, site.home.url)


def test_111_and_the_exit_without_hotline_or_database(site: SimpleNamespace, client: Client) -> None:
    url = site.page.url
    Alert.objects.all().delete()
    with patch("campaigns.site.shell.Hotline.objects.shown", side_effect=DatabaseError):
        html = body(client, url)
    assert 'href="tel:111"' in html and "data-exit" in html
    with patch("campaigns.site.shell._build", side_effect=DatabaseError):
        assert 'href="tel:111"' in body(client, "/khong-co-trang-nay/", 404)


def test_the_primary_hotline_feeds_the_bar(site: SimpleNamespace, client: Client) -> None:
    Hotline.objects.filter(is_primary=True).update(number="1800 1111", cost="miễn cước")
    html = body(client, site.section.url)
    assert 'href="tel:18001111"' in html and "Gọi 1800 1111" in html and "miễn cước" in html


@pytest.mark.parametrize("hidden", [{"live": False}, {"is_primary": False}])
def test_no_other_number_takes_the_place_of_111(
    site: SimpleNamespace, client: Client, hidden: dict[str, bool]
) -> None:
    """113 is live too; it is shown where it was asked for, not on every page."""
    Hotline.objects.filter(number="111").update(**hidden)
    html = body(client, site.section.url)
    assert 'href="tel:111"' in html and 'href="tel:113"' not in html


def test_an_alert_shows_while_it_lasts(site: SimpleNamespace, client: Client) -> None:
    assert "việc nhẹ lương cao" in body(client, site.section.url)
    Alert.objects.update(ends_at=Alert.objects.get().starts_at)
    assert 'class="alert"' not in body(client, site.section.url)


def test_a_closed_page_is_in_no_menu(site: SimpleNamespace, client: Client) -> None:
    PageViewRestriction.objects.create(page=site.section, restriction_type="login")
    shell = shell_of(request_for(site.home), site.home)
    assert site.section.url not in [link.url for link in (*shell.menu, *shell.sections)]
    assert len(shell.sections) == len(site.sections) - 1


def test_settings_are_not_written_by_reading(site: SimpleNamespace, client: Client) -> None:
    SiteSettings.objects.all().delete()
    assert SiteSettings().agency in body(client, site.home.url)
    assert not SiteSettings.objects.exists()


def test_the_history_stays_and_the_page_says_so(site: SimpleNamespace, client: Client) -> None:
    assert "không xóa lịch sử duyệt web" in body(client, site.warning.url)


def test_english_where_the_page_is_english(site: SimpleNamespace, client: Client) -> None:
    html = body(client, site.english.url)
    for text in ("Quick exit", "Call 111", "Skip to main content", "Please name the source"):
        assert text in html
    assert "Thoát nhanh" not in html
    assert f'href="{site.english.url}" lang="en"' in body(client, site.home.url)


def test_what_a_call_costs_is_english_there_too(site: SimpleNamespace, client: Client) -> None:
    rows = tomllib.loads((DEMO / "hotlines.toml").read_text(encoding="utf-8"))["item"]
    cost = next(row["cost"] for row in rows if row["number"] == "111")
    Hotline.objects.filter(number="111").update(cost=cost)
    html = body(client, site.english.url)
    assert "Free of charge, 24/7" in html and cost not in html


def card(language: str, **fields: Any) -> str:
    with translation.override(language):
        line = Hotline(number="1", **fields)
        line.checked = line.facts
        return render_to_string("components/hotline_card.html", {"hotline": line})


def test_a_card_says_the_cost_in_english() -> None:
    assert "Free of charge" in card("en", cost="Miễn phí")


def test_a_card_speaks_the_language_of_its_page() -> None:
    texts = {
        "name": "Công an",
        "name_en": "Police",
        "purpose": "Gọi khi nguy",
        "purpose_en": "Call in danger",
    }
    assert "Police" in card("en", **texts) and "Call in danger" in card("en", **texts)
    assert "Công an" not in card("en", **texts) and "Police" not in card("vi", **texts)
    assert "Công an" in card("en", name="Công an")


def test_days_are_not_mistaken_for_months_in_english() -> None:
    assert "7 November 2026" in card("en", verified_on=date(2026, 11, 7))
    assert "07/11/2026" in card("vi", verified_on=date(2026, 11, 7))
