"""Synonyms and other settings that editors maintain."""

import pytest

from search.editorial_settings import current_settings, synonym_table
from search.models import Synonym, folded

pytestmark = pytest.mark.django_db


def test_a_change_counts_at_once() -> None:
    assert ("loa",) not in current_settings().synonyms
    Synonym.objects.create(phrases="loa\nđài truyền thanh")
    assert current_settings().synonyms["loa",] == (folded("đài truyền thanh"),)


def test_synonyms_of_several_groups_add_up() -> None:
    table = synonym_table([["a", "b c"], ["a", "d"], ["đ"]])
    assert table["a",] == (("b", "c"), ("d",))
    assert table["d",] == (("a",),)
