"""Each page type as readers find it."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.models import ScamWarningPage, Theme

from .builders import SCRIPT, add

# At most one more than measured. A department has a list of each of its eight sections, the section is
# counted by SQL, news and page have every kind of block.
QUERY_CEILINGS = {
    "home": 10,
    "department": 17,
    "section": 15,
    "campaign": 10,
    "slogan": 9,
    "warning": 7,
    "news": 15,
    "document": 10,
    "material": 10,
    "event": 7,
    "hotlines": 5,
    "page": 12,
}


@pytest.fixture
def html(site: SimpleNamespace, client: Client) -> object:
    def get(kind: str, query: str = "") -> str:
        response = client.get(getattr(site, kind).url + query)
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.mark.parametrize(("kind", "ceiling"), QUERY_CEILINGS.items())
def test_query_ceiling(site: SimpleNamespace, client: Client, kind: str, ceiling: int) -> None:
    url = getattr(site, kind).url
    client.get(url)  # pictures are drawn and content types known
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) <= ceiling


def test_home_shows_theme_peak_warnings_slogans_news(html: object, site: SimpleNamespace) -> None:
    text = html("home")
    for part in (
        "Human trafficking is organised crime",
        "Đang đợt cao điểm",
        "Cảnh báo mới nhất",
        site.slogan.url,
        site.news.url,
        site.page.url,
    ):
        assert part in text
    assert 'type="application/rss+xml"' in text


def test_home_without_a_theme_shows_an_approved_slogan(html: object, site: SimpleNamespace) -> None:
    Theme.objects.update(text="")
    assert "<h1>Hãy " in html("home")


def test_slogan_page_has_words_source_and_approval(html: object, site: SimpleNamespace) -> None:
    text = html("slogan")
    for part in (
        'data-copy="Hãy hành động để ngăn chặn mua bán người"',
        "Còn hiệu lực",
        "Phó Giám đốc Sở Nguyễn Văn Minh",
        site.document.url,
        "Mục III, trang 4",
    ):
        assert part in text


def test_warning_goes_signs_tricks_actions_then_numbers(html: object) -> None:
    text = html("warning")
    places = [text.index(f"<h2>{title}</h2>") for title in ("Dấu hiệu", "Thủ đoạn", "Phải làm gì")]
    assert places == sorted(places)
    assert text.index('href="tel:113"') > places[-1]


def test_an_overdue_warning_says_so(html: object) -> None:
    assert "Đã quá ngày rà soát." in html("overdue")
    assert "Quá hạn rà soát" in html("department")


def test_a_replaced_warning_leads_to_the_new_one(html: object, site: SimpleNamespace) -> None:
    ScamWarningPage.objects.filter(pk=site.overdue.pk).update(replaced_by=site.warning)
    text = html("overdue")
    assert "Cảnh báo này đã được thay." in text and site.warning.url in text


def test_a_correction_is_shown_on_both_sides(html: object, site: SimpleNamespace) -> None:
    assert f'href="{site.correction.url}"' in html("news")
    assert f'href="{site.news.url}"' in html("correction")


def test_a_slogan_in_a_story_leads_to_its_kit(html: object, site: SimpleNamespace) -> None:
    code = site.slogan.code
    assert re.search(rf'class="slogan inset".*?href="/lay-ve/{code[:5]}-{code[5:]}/"', html("news"), re.S)


def test_every_block_is_shown(html: object) -> None:
    text = html("news")
    for part in (
        "<picture>",
        'alt="Bảng tin của xã"',
        "<blockquote>",
        'class="slogan inset"',
        'class="note warn"',
        'class="steps"',
        'class="hotline first"',
        'class="cite"',
        "<small>(PDF, 1,2\xa0MB)</small>",
        "<audio",
        "<video",
        "Đọc lời thoại",
        'class="question"',
    ):
        assert part in text
    assert 'type="image/avif"' in text and 'type="image/webp"' in text
    assert 'loading="lazy"' in text and 'alt="Nền xanh: áp phích gọi 111"' in text


def test_a_document_shows_state_facts_and_relations(html: object, site: SimpleNamespace) -> None:
    text = html("document")
    for part in ("675/KH-BCĐ", "Còn hiệu lực", "TM. Ban Chỉ đạo", site.law.url, site.slogan.url):
        assert part in text
    assert "Ngày 18/06/2026" in text
    assert site.document.url in html("law")


def test_an_unpublished_relation_is_not_shown(html: object, site: SimpleNamespace) -> None:
    site.law.unpublish()
    assert site.law.url not in html("document")


def test_an_event_offers_its_calendar_file_until_it_is_over(html: object, site: SimpleNamespace) -> None:
    assert f"{site.event.url}lich/" in html("event")
    type(site.event).objects.filter(pk=site.event.pk).update(
        starts_at=timezone.now() - timedelta(days=3), ends_at=None
    )
    assert "Sự kiện này đã diễn ra." in html("event")


def test_a_section_filters_counts_and_says_what_to_loosen(html: object, site: SimpleNamespace) -> None:
    text = html("section", "?audience=thanh-nien&form=tin")
    assert "Có <b>2</b> mục" in text and 'class="chips"' in text
    assert f'href="{site.section.url}rss/?form=tin&amp;audience=thanh-nien"' in text
    text = html("section", "?audience=nguoi-di-lam-viec-o-nuoc-ngoai&form=tin")
    assert "Thử bỏ bớt một bộ lọc" in text and f'href="{site.section.url}?form=tin"' in text


@pytest.mark.parametrize("name", ["rss/", "atom/", "json/"])
def test_feeds_are_found_from_their_section(
    html: object, site: SimpleNamespace, client: Client, name: str
) -> None:
    assert f'href="{site.section.url}{name}"' in html("section")
    assert client.get(f"{site.section.url}{name}").status_code == 200


def test_written_text_is_escaped_everywhere(html: object, site: SimpleNamespace) -> None:
    warning = add(
        ScamWarningPage,
        site.department,
        title=SCRIPT,
        summary=SCRIPT,
        signs=SCRIPT,
        tricks=SCRIPT,
        actions=SCRIPT,
        date=site.today,
    )
    site.bad = warning
    for kind in ("bad", "home", "campaign"):
        assert "<script>alert" not in html(kind)
    assert "<script>alert" not in html("section", f"?form={SCRIPT}&place={SCRIPT}")


def test_social_description_of_a_page(html: object, site: SimpleNamespace) -> None:
    text = html("news")
    assert f'<link rel="canonical" href="http://testserver{site.news.url}">' in text
    assert 'property="og:locale" content="vi_VN"' in text
    assert 'property="og:image" content="http://testserver/tep/' in text
