"""What administrators see and do: waiting changes, "Thử lại", synonyms, the check of page types."""

from typing import Any

import pytest
from django.test import Client

from cms.accounts.models import User
from search.models import BlockedSuggestion, IndexRow, Promotion, Synonym

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
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("model", [Synonym, Promotion, BlockedSuggestion])
def test_editors_open_the_lists(admin: Client, model: Any) -> None:
    assert admin.get(f"/admin/snippets/search/{model._meta.model_name}/").status_code == 200
    assert admin.get(f"/admin/snippets/search/{model._meta.model_name}/add/").status_code == 200
