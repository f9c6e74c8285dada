"""Outdated phrases: made when a number or theme changes, recognised in any spelling."""

import pytest

from campaigns.editorial.models import OutdatedPhrase
from campaigns.models import Theme
from tests import factories
from tests.campaigns.editorial.support import NEW, OLD

pytestmark = pytest.mark.django_db


def test_a_changed_number_is_old_from_now_on() -> None:
    line = factories.hotline(number=OLD)
    line.number = NEW
    line.save()
    phrase = OutdatedPhrase.objects.get()
    assert (phrase.phrase, phrase.replacement, phrase.is_settled) == (OLD, NEW, False)


def test_a_new_number_and_an_unchanged_one_are_nothing() -> None:
    line = factories.hotline(number=OLD)
    line.name = "Tên khác"
    line.save()
    assert not OutdatedPhrase.objects.exists()


def test_a_draft_of_a_number_makes_nothing_old() -> None:
    line = factories.hotline(number=OLD)
    line.number = NEW
    line.checked = line.facts
    revision = line.save_revision()
    assert not OutdatedPhrase.objects.exists()
    revision.publish()
    assert OutdatedPhrase.objects.get().phrase == OLD


def test_a_number_that_comes_back_is_not_old() -> None:
    line = factories.hotline(number=OLD)
    for number in (NEW, OLD):
        line.number = number
        line.save()
    assert [phrase.phrase for phrase in OutdatedPhrase.objects.all()] == [NEW]


def test_a_settled_one_is_looked_for_again_when_it_gets_old_again(old: OutdatedPhrase) -> None:
    line = factories.hotline(number=OLD)
    OutdatedPhrase.objects.update(is_settled=True)
    line.number = "1900 1111"
    line.save()
    old.refresh_from_db()
    assert not old.is_settled and old.replacement == "1900 1111"


def test_a_changed_theme_is_old_from_now_on() -> None:
    theme = Theme.objects.create(year=2031, text="Công nghệ và mua bán người", source="Thử")
    theme.text = "Chung tay chấm dứt mua bán người"
    theme.save()
    assert OutdatedPhrase.objects.get().phrase == "Công nghệ và mua bán người"


def test_a_theme_written_for_the_first_time_makes_nothing_old() -> None:
    theme = Theme.objects.create(year=2031, source="Thử")
    theme.text = "Chung tay chấm dứt mua bán người"
    theme.save()
    assert not OutdatedPhrase.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "18001567",
        "1800 1567",
        "1800.1567",
        "1800-1567",
        "1800 – 1567",
        "(1800)1567",
        "1 8 0 0 1 5 6 7",
        "1800\u00a01567",
        "1800\u200b1567",
        "111 - 18001567",
        "111, 1800 1567",
        "1. 18001567",
        "năm 2017 18001567",
        "ĐT:18001567.",
        "“18001567”",
    ],
)
def test_every_spelling_of_a_number(text: str) -> None:
    assert OutdatedPhrase(phrase=OLD).occurs_in(text)
    assert OutdatedPhrase(phrase="1800 1567").occurs_in(text)


@pytest.mark.parametrize(
    "text", ["118001567", "180015678", "1800 15678", "0118001567", "x18001567", "1800/1567", ""]
)
def test_another_number_is_another(text: str) -> None:
    assert not OutdatedPhrase(phrase=OLD).occurs_in(text)


@pytest.mark.parametrize(
    "text", ["CÔNG NGHỆ VÀ MUA BÁN NGƯỜI", "cong nghe va mua ban nguoi", "công  nghệ\nvà mua bán người"]
)
def test_a_theme_is_found_in_any_spelling(text: str) -> None:
    assert OutdatedPhrase(phrase="Công nghệ và mua bán người").occurs_in(f"Chủ đề: {text}!")


def test_signs_in_a_phrase_are_signs() -> None:
    assert OutdatedPhrase(phrase="a.b (c)").occurs_in("x a.b (c) y")
    assert not OutdatedPhrase(phrase="a.b").occurs_in("axb")


def test_a_phrase_that_would_be_everywhere_is_refused() -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="ít nhất ba"):
        OutdatedPhrase(phrase="1 1").full_clean()


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_a_number_that_is_no_longer_shown_is_old(way: str) -> None:
    line = factories.hotline(number=OLD)
    getattr(line, way)()
    phrase = OutdatedPhrase.objects.get()
    assert (phrase.phrase, phrase.replacement) == (OLD, "111")


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_111_and_what_was_never_shown_are_not_old(way: str) -> None:
    for line in (factories.hotline(number="111"), factories.hotline(number=OLD, live=False)):
        getattr(line, way)()
    assert not OutdatedPhrase.objects.exists()
