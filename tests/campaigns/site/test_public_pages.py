"""What every public page says and offers, and what none of them may tell."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import get_page_models

from campaigns.models import (
    Alert,
    CampaignPage,
    ContentPage,
    NewsPage,
    OfficialDocumentPage,
    ScamWarningPage,
    SloganPage,
    Theme,
)
from tests import factories

pytestmark = pytest.mark.django_db
IN_SECTIONS = [
    model
    for model in get_page_models()
    if issubclass(model, ContentPage) and "campaigns.SectionPage" in model.parent_page_types
]


def close(page: Any) -> None:
    page.view_restrictions.create(restriction_type="login")


def html(client: Client, url: str, **query: Any) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


# What is closed


def test_a_closed_campaign_is_named_nowhere(client: Client, department: Any) -> None:
    campaign = factories.published(CampaignPage, department, title="Chiến dịch nội bộ")
    page = factories.published(NewsPage, department, campaign=campaign)
    close(campaign)
    assert "Chiến dịch nội bộ" not in html(client, page.url)
    section = factories.section(department, "tin-tuc").url
    assert "Chiến dịch nội bộ" not in html(client, section)
    assert "Chiến dịch nội bộ" not in html(client, section, campaign=campaign.pk)


def test_the_campaign_filter_names_campaigns_only(client: Client, department: Any) -> None:
    other = factories.published(NewsPage, department)
    listing = factories.section(department, "tin-tuc").listing(QueryDict(f"campaign={other.pk}"))
    assert listing.chosen["campaign"] == {}


@pytest.mark.parametrize("closed", ["parents", "replaced_by", "block", "slogan"])
def test_what_a_page_points_to_is_not_named_when_closed(client: Client, department: Any, closed: str) -> None:
    target = factories.published(OfficialDocumentPage, department, title="Văn bản mật")
    if closed == "parents":
        page = factories.draft(OfficialDocumentPage, department)
        page.parents = [target]
        page = publish(page)
    elif closed == "replaced_by":
        page = factories.published(OfficialDocumentPage, department, status="bi-thay-the", replaced_by=target)
    elif closed == "block":
        body = [{"type": "official_document", "value": target.pk}]
        page = factories.published(NewsPage, department, body=body)
    else:
        target = factories.published(SloganPage, department, text="Văn bản mật")
        page = factories.published(NewsPage, department, body=[{"type": "slogan", "value": target.pk}])
    assert "Văn bản mật" in html(client, page.url)
    close(target)
    assert "Văn bản mật" not in html(client, page.url)


def publish(page: Any) -> Any:
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_the_alert_does_not_lead_to_a_closed_page(client: Client, department: Any) -> None:
    now = timezone.now()
    page = factories.published(NewsPage, department, slug="noi-ro-hon")
    Alert.objects.create(text="Cảnh giác", page=page, starts_at=now, ends_at=now + timedelta(days=1))
    assert "noi-ro-hon" in html(client, "/xac-minh/")
    close(page)
    assert "noi-ro-hon" not in html(client, "/xac-minh/")


# Corrections


@pytest.mark.parametrize("model", IN_SECTIONS, ids=lambda model: model.__name__)
def test_a_correction_is_shown_on_what_it_corrects_and_in_its_embed(
    model: Any, client: Client, department: Any
) -> None:
    page = factories.published(model, department)
    correction = factories.published(
        NewsPage, department, form="dinh-chinh", corrects=page.page_ptr, title="Sửa lại số điện thoại"
    )
    code = page.code
    for url in (page.url, f"/nhung/{code}/"):
        text = html(client, url)
        assert "Nội dung này có đính chính:" in text and correction.url in text
    close(correction)
    for url in (page.url, f"/nhung/{code}/"):
        assert "Sửa lại số điện thoại" not in html(client, url)


# The home page


@pytest.mark.parametrize(
    ("validity", "shown"), [((-1, 1), True), ((90, None), False), ((None, 0), False)], ids=str
)
def test_a_slogan_out_of_its_time_is_not_ready_for_use(
    client: Client, home: Any, department: Any, validity: tuple[int | None, int | None], shown: bool
) -> None:
    """``validity`` in days from today; the page is looked at tomorrow."""
    today = timezone.localdate()
    start, end = (None if shift is None else today + timedelta(days=shift) for shift in validity)
    page = factories.published(SloganPage, department, text="Giữ bình yên", valid_from=start, valid_until=end)
    home.slogan = page
    home.save()
    with freeze_time(timezone.now() + timedelta(days=1)):
        assert ("Giữ bình yên" in re.sub(r"</?span[^>]*>", "", html(client, "/"))) is shown


def test_the_chosen_slogan_is_the_headline_while_it_may_be_used(
    client: Client, home: Any, department: Any
) -> None:
    chosen = factories.published(SloganPage, department, text="Khẩu hiệu được chọn")
    factories.published(SloganPage, department, text="Khẩu hiệu khác", date=date(2026, 8, 1))
    home.slogan = chosen
    home.save()
    (headline,) = re.findall(r"<h1>(.*?)</h1>", html(client, "/"), re.S)
    assert "được chọn" in headline


def test_the_poster_beside_the_headline_is_that_of_its_approved_words(
    client: Client, home: Any, department: Any
) -> None:
    chosen = factories.published(SloganPage, department, text="Khẩu hiệu được chọn")
    home.slogan = chosen
    home.save()
    (address,) = re.findall(r'<img class="sheet" src="([^"]+)"', html(client, "/"))
    assert chosen.code in address
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"


# The theme of a campaign

NOT_ANNOUNCED = "Chủ đề năm chưa được công bố."


def test_only_a_campaign_that_is_not_over_waits_for_its_theme(client: Client, department: Any) -> None:
    today = timezone.localdate()
    times = {"start": today - timedelta(days=60), "peak_start": None, "peak_end": None}
    now = factories.published(CampaignPage, department, end=today, **times)
    over = factories.published(CampaignPage, department, end=today - timedelta(days=1), **times)
    assert NOT_ANNOUNCED in html(client, now.url)
    assert NOT_ANNOUNCED not in html(client, over.url)


def test_a_theme_known_in_english_only_stands_below_the_title(client: Client, department: Any) -> None:
    theme = Theme.objects.create(year=2022, english="Use and Abuse of Technology", source="VOV World")
    page = factories.published(CampaignPage, department, title="Hưởng ứng ngày 30/7", theme=theme)
    text = html(client, page.url)
    (heading,) = re.findall(r"<h1>(.*?)</h1>", text, re.S)
    assert "Hưởng" in heading and 'lang="en">Use and Abuse of Technology' in text


# Print, share, sitemap


def test_every_page_is_shared_and_prints_its_source_and_date(
    client: Client, home: Any, department: Any
) -> None:
    places = [home.url, department.url, factories.section(department, "tin-tuc").url]
    for url in places:
        text = html(client, url)
        assert 'class="share' in text and "button-share.zalo.me" in text, url
        assert text.count('class="print-only') == 1 and f"http://testserver{url} ·" in text, url


def test_pages_beside_the_tree_print_their_source(client: Client) -> None:
    text = html(client, "/xac-minh/")
    assert "http://testserver/xac-minh/ ·" in text and 'class="share' not in text


# Numbers come from their records


def test_113_is_offered_only_when_its_record_is_published(client: Client, department: Any) -> None:
    page = factories.published(ScamWarningPage, department)
    police = factories.hotline(number="113", live=False)
    assert "tel:113" not in html(client, page.url)
    police.live = True
    police.save()
    assert "tel:113" in html(client, page.url)


def test_the_advice_on_the_home_page_names_the_number_of_the_record(client: Client) -> None:
    factories.hotline(number="18009999", is_primary=True)
    assert "Gọi tổng đài 18009999 hoặc" in re.sub(r"</?span[^>]*>", "", html(client, "/"))


# Documents

NO_FILE = "Trang này chưa có tệp của văn bản."


def test_a_document_without_its_file_says_where_to_ask(client: Client, department: Any) -> None:
    page = factories.published(OfficialDocumentPage, department, issuer="Sở thử")
    assert f"{NO_FILE} Bản đầy đủ có ở nơi ban hành: Sở thử." in html(client, page.url)
    page = factories.published(OfficialDocumentPage, department, file=factories.document())
    assert NO_FILE not in html(client, page.url)


# Feeds


@pytest.mark.parametrize("feed", ["rss/", "atom/", "json/"])
def test_a_feed_costs_the_same_for_any_number_of_items(
    client: Client, department: Any, feed: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        factories.published(NewsPage, department)
    url = factories.section(department, "tin-tuc").url + feed
    client.get(url)
    with django_assert_max_num_queries(16):
        client.get(url)
