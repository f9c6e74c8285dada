"""The theme of a year goes with the slogan that carries its words."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from campaigns.models import CampaignPage, SloganPage, Theme
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from cms.surroundings import read_once
from search import connection
from search.builder import page_key
from search.models import IndexRow
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "Toàn dân tố giác tội phạm mua bán người"
ENGLISH = "End the exploitation"


@pytest.fixture
def campaign(department: Any) -> Any:
    theme = Theme.objects.create(year=2026, text=WORDS, english=ENGLISH, source="Kế hoạch", doubt="Cần xem.")
    today = timezone.localdate()
    times = {"start": today - timedelta(days=9), "end": today + timedelta(days=9)}
    return factories.published(CampaignPage, department, title="Chiến dịch 30/7", theme=theme, **times)


@pytest.fixture
def slogan(campaign: Any, department: Any) -> Any:
    return factories.published(SloganPage, department, text=WORDS, form=SloganPage.Form.THEME)


def withdraw(slogan: Any, staff: Any) -> None:
    withdrawals.withdraw(slogan, staff(Role.APPROVER), "Sai một chữ.")


def expire(slogan: Any, staff: Any) -> None:
    slogan.unpublish(set_expired=True)


def pass_its_day(slogan: Any, staff: Any) -> None:
    SloganPage.objects.filter(pk=slogan.pk).update(valid_until=timezone.localdate() - timedelta(days=1))


ENDS = pytest.mark.parametrize("end", [withdraw, expire, pass_its_day])


@ENDS
def test_without_its_slogan_the_theme_leaves_both_pages(
    end: Any, slogan: Any, campaign: Any, home: Any, staff: Any, client: Client
) -> None:
    assert all("Chủ đề năm 2026" in client.get(page.url).content.decode() for page in (home, campaign))
    end(slogan, staff)
    for page in (home, campaign):
        html = client.get(page.url).content.decode()
        assert "tội phạm" not in html.partition("<h1")[2].partition("</h1>")[0]
        assert ENGLISH not in html and "Chủ đề năm 2026" not in html and "Cần xem." not in html
    page = client.get(campaign.url).content.decode()
    heading = page[page.index("<h1>") : page.index("</h1>")]
    assert strip_tags(heading) == "Chiến dịch 30/7"
    assert "chưa được công bố" not in client.get(campaign.url).content.decode()


@ENDS
def test_nor_is_the_campaign_found_by_its_words(end: Any, slogan: Any, campaign: Any, staff: Any) -> None:
    assert WORDS in CampaignPage.objects.get(pk=campaign.pk).search_content().body
    end(slogan, staff)
    content = CampaignPage.objects.get(pk=campaign.pk).search_content()
    assert WORDS not in content.body and ENGLISH not in content.body + content.summary


def test_search_hears_of_the_campaign_when_the_slogan_goes(slogan: Any, campaign: Any, staff: Any) -> None:
    IndexRow.objects.all().delete()
    withdraw(slogan, staff)
    keys = IndexRow.objects.filter(target__contains=connection.PUBLIC).values_list("key", flat=True)
    assert page_key(campaign.pk) in keys


def test_another_open_slogan_of_the_same_words_keeps_it(
    slogan: Any, campaign: Any, home: Any, staff: Any
) -> None:
    factories.published(SloganPage, factories.department(), text=WORDS)
    withdraw(slogan, staff)
    assert Theme.objects.get().is_shown


def test_approved_anew_it_is_shown_again(slogan: Any, staff: Any) -> None:
    withdraw(slogan, staff)
    assert not Theme.objects.get().is_shown
    page = SloganPage.objects.get(pk=slogan.pk)
    page.usage = "Trên băng rôn"
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    assert Theme.objects.get().is_shown


def test_hidden_for_a_while_or_never_a_slogan_it_stays(slogan: Any) -> None:
    slogan.unpublish()
    factories.draft(SloganPage, text=WORDS, valid_until=timezone.localdate() - timedelta(days=9))
    assert Theme.objects.get().is_shown
    SloganPage.objects.filter(text=WORDS).update(text="Lời khác")
    assert Theme.objects.get().is_shown


def test_asking_costs_one_query(slogan: Any, django_assert_num_queries: Any) -> None:
    theme = Theme.objects.get()
    with read_once():
        assert Theme.objects.get().is_shown
        with django_assert_num_queries(1):
            assert theme.is_shown and theme.is_shown
    with django_assert_num_queries(0):
        assert Theme(year=2030, english=ENGLISH).is_shown
