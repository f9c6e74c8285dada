"""What administrators see and do: waiting changes, "Thử lại", synonyms, the check of page types."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.accounts.models import User
from search import discovery
from search.editorial_settings import current_settings, synonym_table
from search.models import BlockedSuggestion, IndexRow, Promotion, Synonym, folded

pytestmark = pytest.mark.usefixtures("index")
ADDRESS = "/admin/tim-kiem/hang-cho/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("quan-tri-thu", "q@example.vn", "x"))
    return client


def test_dead_letters_are_shown_and_tried_again(admin: Client) -> None:
    dead = IndexRow.objects.create(
        target="elasticsearch:public",
        key="wagtailcore.page:999",
        version=2,
        dead=True,
        attempts=8,
        answer="hỏng",
    )
    page = admin.get(ADDRESS).content.decode()
    assert "wagtailcore.page:999" in page and "hỏng" in page and "Thử lại" in page
    assert admin.post(ADDRESS, {"row": [dead.pk, "x", "9" * 30]}).status_code == 302
    dead.refresh_from_db()
    assert not dead.dead and dead.attempts == 0


def test_not_for_everybody(client: Client, staff: Any) -> None:
    client.force_login(staff("tuyen-truyen-vien"))
    assert client.get(ADDRESS).status_code in (302, 403)


@pytest.mark.parametrize("model", [Synonym, Promotion, BlockedSuggestion])
def test_editors_reach_the_lists(admin: Client, model: Any) -> None:
    assert admin.get(f"/admin/snippets/search/{model._meta.model_name}/").status_code == 200
    assert admin.get(f"/admin/snippets/search/{model._meta.model_name}/add/").status_code == 200


def test_a_synonym_needs_two_phrases() -> None:
    with pytest.raises(ValidationError, match="hai cách gọi"):
        Synonym(phrases="một").full_clean()
    with pytest.raises(ValidationError, match="hai cách gọi"):
        Synonym(phrases="hoá\nhóa").full_clean()
    with pytest.raises(ValidationError, match="trang"):
        Promotion(queries="cứu").full_clean()
    Synonym(phrases="loa\nđài").full_clean()


def test_a_change_counts_at_once(admin: Client) -> None:
    assert ("loa",) not in current_settings().synonyms
    Synonym.objects.create(phrases="loa\nđài truyền thanh")
    assert current_settings().synonyms["loa",] == (folded("đài truyền thanh"),)


def test_synonyms_of_several_groups_add_up() -> None:
    table = synonym_table([["a", "b c"], ["a", "d"], ["đ"]])
    assert table["a",] == (("b", "c"), ("d",))
    assert table["d",] == (("a",),)


def test_every_page_type_says_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    assert discovery.check_declared(None) == []

    class Odd:
        search_kind = "khac"
        _meta = type("Meta", (), {"app_label": "campaigns", "label": "campaigns.Odd"})

    silent = type("Quiet", (), {"_meta": Odd._meta})
    monkeypatch.setattr(discovery, "get_page_models", lambda: [silent, Odd])
    assert [problem.id for problem in discovery.check_declared(None)] == ["search.E001", "search.E002"]
