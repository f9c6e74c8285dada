"""The demo: exact strings, everything occurs, loading twice changes nothing."""

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, get_page_models

from campaigns.approvals import integrity
from campaigns.approvals.models import ApprovalRecord
from campaigns.blocks import StoryBlock
from campaigns.demo.loader import KINDS, VOCABULARIES, items
from campaigns.models import (
    CampaignPage,
    ContentPage,
    Hotline,
    NewsPage,
    OfficialDocumentPage,
    SloganPage,
    StoryPage,
    Theme,
)
from cms.accounts.models import User
from cms.vietnamese import nfc
from search.defaults import load_defaults
from search.sync import deliver_soon
from tests.search.conftest import index  # noqa: F401

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# The slogans of the plans, to the byte (rule 1).
SLOGANS = {
    "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người và Ngày toàn dân phòng, "
    "chống mua bán người 30/7": 108,
    "Chung tay phòng, chống nạn mua bán người": 40,
    "Phòng, chống mua bán người là trách nhiệm của mỗi cá nhân và toàn xã hội": 72,
    "Chung tay đẩy lùi nạn mua bán người": 35,
    "Tích cực hưởng ứng ngày toàn dân phòng, chống mua bán người": 59,
    "Mua bán người là tội phạm có tổ chức - Hãy chấm dứt sự bóc lột": 62,
}
# Documents that the plans name: number as written and date (rule 10).
DOCUMENTS = {
    "555/KH-BCĐ": date(2023, 3, 1),
    "193/QĐ-TTg": date(2021, 2, 9),
    "1944/QĐ-TTg": date(2021, 12, 18),
    "13-KL/TW": date(2021, 8, 16),
    "48-CT/TW": date(2010, 10, 22),
    "357/QĐ-BVHTDL": date(2022, 2, 23),
    "316/KH-SVHTTDL": date(2022, 3, 7),
    "9145/QĐ-BCĐ 138/CP": date(2022, 12, 6),
    "2291/BCĐ": date(2022, 6, 30),
    "61/KH-BCĐ": date(2021, 4, 18),
    "197/KH-UBND": date(2021, 10, 2),
    "33/KH-BCĐ": date(2022, 2, 22),
    "2053/BCĐ138/CP": date(2023, 6, 24),
    "3268/BCĐ-CAT": date(2023, 7, 6),
    "40/KH-BCĐ": date(2023, 2, 22),
    "71/KH-SVHTTDL": date(2023, 4, 11),
    "1908/KH-UBND": date(2025, 6, 25),
    "675/KH-BCĐ": date(2025, 2, 19),
    "793/QĐ-TTg": date(2016, 5, 10),
    "1137/QĐ-TTg": date(2025, 6, 13),
    "53/2024/QH15": date(2024, 11, 28),
    "162/2025/NĐ-CP": date(2025, 6, 29),
    "33/QĐ-TTg": date(2026, 1, 7),
}
# Each slogan and the source document that it is taken from (rule 1).
SOURCES = dict(
    zip(
        SLOGANS,
        [
            "ke-hoach-30-7-lang-son-2022",
            "ke-hoach-30-7-lang-son-2022",
            "ke-hoach-30-7-lang-son-2022",
            "cong-van-30-7-lang-son-2023",
            "cong-van-30-7-lang-son-2023",
            "ke-hoach-30-7-cao-bang-2025",
        ],
        strict=True,
    )
)
# Themes: year, Vietnamese, English (rule 2).
THEMES = {
    (
        2025,
        "Mua bán người là tội phạm có tổ chức - Hãy chấm dứt sự bóc lột",
        "Human Trafficking is Organized Crime – End the Exploitation",
    ),
    (2024, "Không trẻ em nào bị bỏ lại phía sau trong cuộc chiến phòng, chống mua bán người", ""),
    (2023, "", "Reach every victim of trafficking, leave no one behind"),
    (2022, "", "Use and Abuse of Technology"),
    (2021, "Lắng nghe nạn nhân - Dẫn lối hành động", ""),
    (2020, "", "Committed to the Cause - Working on the Frontline to End Human Trafficking"),
}


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for this module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def test_every_term_is_in_its_vocabulary() -> None:
    for kind in KINDS:
        for row in items(kind):
            for name, vocabulary in VOCABULARIES.items():
                keys = set(row.get(name, []))
                assert vocabulary.objects.filter(slug__in=keys).count() == len(keys), (row["key"], name)


def test_slogans_are_exact(demo: None) -> None:
    texts = set(SloganPage.objects.live().values_list("text", flat=True))
    for text, length in SLOGANS.items():
        assert nfc(text) == text and len(text) == length
        assert text in texts


def test_slogans_name_the_document_they_are_taken_from(demo: None) -> None:
    for text, source in SOURCES.items():
        for slogan in SloganPage.objects.live().filter(text=text):
            assert slogan.source_document.slug == source, text


def test_documents_carry_their_numbers_and_dates(demo: None) -> None:
    stored = dict(OfficialDocumentPage.objects.live().exclude(number="").values_list("number", "date"))
    assert stored == DOCUMENTS


def test_the_five_sources_are_drafts_without_number_or_date(demo: None) -> None:
    drafts = [page for page in OfficialDocumentPage.objects.live() if not page.is_issued]
    assert len(drafts) == 5 and {str(page.state) for page in drafts} == {"Dự thảo"}


def test_parents_and_replacement(demo: None) -> None:
    cao_bang = OfficialDocumentPage.objects.get(slug__contains="cao-bang-2025")
    assert "1908/KH-UBND" in cao_bang.parents.values_list("number", flat=True)
    assert OfficialDocumentPage.objects.get(number="193/QĐ-TTg").replaced_by.number == "33/QĐ-TTg"


def test_themes_by_year_and_none_for_2026(demo: None) -> None:
    assert set(Theme.objects.values_list("year", flat=True)) >= set(range(2020, 2026))
    theme = CampaignPage.objects.get(year=2025, theme__isnull=False, slug__contains="cao-bang").theme
    assert theme.text == list(SLOGANS)[-1]
    assert CampaignPage.objects.get(year=2026).theme is None


def test_themes_are_exact_and_only_the_checked_one_has_no_doubt(demo: None) -> None:
    assert set(Theme.objects.values_list("year", "text", "english")) == THEMES
    assert set(Theme.objects.filter(doubt="").values_list("year", flat=True)) == {2025}


def test_campaigns_bear_the_theme_of_their_year(demo: None) -> None:
    for page in CampaignPage.objects.live():
        assert (page.theme.year if page.theme else None) == (page.year if page.year < 2026 else None)


def test_every_campaign_has_the_peak_of_its_year(demo: None) -> None:
    """Rule 60; 2025 by 1137/QĐ-TTg for all provinces (decision 43)."""
    peaks = CampaignPage.objects.live().values_list("slug", "year", "peak_start", "peak_end")
    assert len(peaks) >= 6
    for slug, year, start, end in peaks:
        assert (start, end) == (date(year, 7, 1), date(year, 9, 30)), slug


def test_only_111_is_published_and_verified_on_the_day(demo: None) -> None:
    (line,) = Hotline.objects.shown()
    assert (line.number, line.verified_on) == ("111", timezone.localdate())
    assert Hotline.objects.filter(live=False, verified_on=None).count() == 4


def test_everything_occurs(demo: None) -> None:
    live = Page.objects.live().specific()
    assert live.count() >= 60
    assert {type(page) for page in live} >= {model for model in get_page_models() if model is not Page}
    blocks = {block.block_type for page in live if isinstance(page, StoryPage) for block in page.body}
    assert blocks == set(StoryBlock().child_blocks)
    for model in (NewsPage,):
        forms = set(model.objects.live().values_list("form", flat=True))
        assert forms == set(model.Form.values)


def test_everything_went_through_three_people(demo: None) -> None:
    content = [page.pk for page in Page.objects.live().specific() if isinstance(page, ContentPage)]
    assert ApprovalRecord.objects.filter(page__in=content).count() == len(content)


def test_links_between_pages_are_wagtails(demo: None) -> None:
    for page in Page.objects.live().specific():
        if isinstance(page, StoryPage):
            assert 'href="page:' not in str(page.body.get_prep_value()), page.slug


def test_loading_again_changes_nothing_and_keeps_what_was_edited(demo: None) -> None:
    page = SloganPage.objects.live().first()
    page.usage = "Đã sửa sau khi nạp."
    edited = page.save_revision()
    before = (Page.objects.count(), ApprovalRecord.objects.count(), User.objects.count())
    call_command("seed_demo", verbosity=0)
    assert (Page.objects.count(), ApprovalRecord.objects.count(), User.objects.count()) == before
    page.refresh_from_db()
    assert page.latest_revision_id == edited.pk


def test_every_page_stands_as_it_was_approved(demo: None) -> None:
    assert not list(integrity.faults()) and not list(integrity.page_faults())


@pytest.mark.usefixtures("demo", "index")
def test_judged_queries_are_found() -> None:
    load_defaults()
    deliver_soon()
    out = StringIO()
    call_command("search_judge", "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert report["success@3"]["typed"] == 100.0, report["failures"]
    assert report["success@3"]["all"] >= 97.0, report["failures"]
