"""Of two people at one page, the second to save is refused, and nobody's words are lost (rule 134)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import MaterialPage, NewsPage, StandardPage
from cms.accounts.models import Role, User
from cms.stale_forms.views import PageEditView
from tests import factories
from tests.clients import page_text, signed_in
from tests.forms import JSON, PAGE, filled, is_saved, on_top, opened

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Tin của chị Hoa", "Tin của anh Bình"


@pytest.fixture
def hoa(staff: Any) -> Client:
    return signed_in(staff(Role.EDITOR, username="hoa"))


@pytest.fixture
def binh(staff: Any) -> Client:
    return signed_in(staff(Role.EDITOR, username="binh"))


@pytest.fixture
def news(department: Any) -> NewsPage:
    made: NewsPage = factories.draft(NewsPage, department)
    return made


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def titles(page: Any) -> list[str]:
    """The titles in the history, newest first."""
    return [revision.content["title"] for revision in page.revisions.order_by("-pk")]


@pytest.fixture
def stale(news: Any, hoa: Client, binh: Client) -> dict[str, Any]:
    """The form that Bình has open while Hoa saves."""
    User.objects.filter(username="hoa").update(last_name="Trần", first_name="Hoa")
    form = opened(binh, edit(news), PAGE)
    assert is_saved(hoa.post(edit(news), opened(hoa, edit(news), PAGE) | {"title": FIRST}))
    return form | {"title": SECOND, "summary": "Tóm tắt anh Bình viết."}


@pytest.mark.parametrize("action", ["", "action-submit", "action-publish", "action-cancel-workflow"])
def test_the_second_to_save_is_refused_whatever_the_button(
    news: Any, binh: Client, stale: dict[str, Any], everybody: None, action: str
) -> None:
    answer = binh.post(edit(news), stale | ({action: "1"} if action else {}))
    assert answer.status_code == 200
    assert titles(news)[0] == FIRST and SECOND not in titles(news)
    saved = NewsPage.objects.get(pk=news.pk)
    assert saved.current_workflow_state is None and not saved.live


def test_the_refusal_says_who_saved_when_and_shows_both_versions(
    news: Any, binh: Client, stale: dict[str, Any]
) -> None:
    first = news.revisions.order_by("-pk")[0]
    old = news.revisions.order_by("-pk")[1]
    answer = binh.post(edit(news), stale)
    html, text = answer.content.decode(), page_text(answer)
    who = User.objects.get(username="hoa").get_full_name()
    assert f"Trong lúc bạn sửa, {who} đã lưu một bản khác lúc" in text
    assert FIRST in text and answer.context["form"]["title"].value() == SECOND
    assert "Tóm tắt anh Bình viết." in answer.context["form"]["summary"].value()
    assert reverse("wagtailadmin_pages:revisions_view", args=[news.pk, first.pk]) in html
    assert reverse("wagtailadmin_pages:revisions_compare", args=[news.pk, old.pk, first.pk]) in html


def test_pressing_the_usual_button_again_is_refused_again(
    news: Any, binh: Client, stale: dict[str, Any]
) -> None:
    again = filled(binh.post(edit(news), stale).content.decode(), PAGE)
    assert again["title"] == [SECOND]
    assert binh.post(edit(news), again).status_code == 200
    assert binh.post(edit(news), again, **JSON).json()["success"] is False
    assert titles(news)[0] == FIRST


def test_the_second_button_saves_on_top_and_keeps_the_first(
    news: Any, binh: Client, stale: dict[str, Any]
) -> None:
    # A draft of one's own from before is not overwritten in the history either.
    html = binh.post(edit(news), stale).content.decode()
    mine = filled(html, PAGE) | {"overwrite_revision_id": str(news.latest_revision_id)}
    assert is_saved(binh.post(edit(news), mine | on_top(html)))
    assert titles(news)[:2] == [SECOND, FIRST]


def test_the_second_button_is_for_the_version_that_was_shown(
    news: Any, hoa: Client, binh: Client, stale: dict[str, Any]
) -> None:
    html = binh.post(edit(news), stale).content.decode()
    hoa.post(edit(news), opened(hoa, edit(news), PAGE) | {"title": "Lần ba"})
    answer = binh.post(edit(news), filled(html, PAGE) | on_top(html))
    assert answer.status_code == 200 and "Lần ba" in page_text(answer)
    assert titles(news)[0] == "Lần ba"


def test_saving_by_itself_is_refused_too(news: Any, binh: Client, stale: dict[str, Any]) -> None:
    answer = binh.post(edit(news), stale, **JSON).json()
    assert (answer["success"], answer["error_code"]) == (False, "invalid_revision")
    assert titles(news)[0] == FIRST


def test_one_person_saves_on_and_on(news: Any, binh: Client) -> None:
    form = opened(binh, edit(news), PAGE)
    for title in ("Một", "Hai"):
        answer = binh.post(edit(news), form | {"title": title}, **JSON).json()
        assert answer["success"], answer
        form |= answer["field_updates"] | {"overwrite_revision_id": str(answer["revision_id"])}
    form.pop("overwrite_revision_id")  # as Wagtail's script sends it with automatic saves only
    assert is_saved(binh.post(edit(news), form | {"title": "Ba"}))
    assert titles(news)[:2] == ["Ba", "Hai"]


def test_two_windows_of_one_person(news: Any, binh: Client) -> None:
    form = opened(binh, edit(news), PAGE)
    binh.post(edit(news), form | {"title": FIRST})
    answer = binh.post(edit(news), form | {"title": SECOND})
    assert "Chính bạn đã lưu một bản khác ở cửa sổ khác" in page_text(answer)


def test_a_page_that_made_itself_gets_its_version(news: Any, binh: Client) -> None:
    html = binh.get(edit(news), {"_w_hydrate_create_view": "1"}).content.decode()
    assert 'name="loaded_version"' in html


def test_a_page_without_history(department: Any, hoa: Client, binh: Client) -> None:
    section = factories.section(department, "tin-tuc")
    assert section.latest_revision_id is None
    form = opened(binh, edit(section), PAGE)
    assert is_saved(hoa.post(edit(section), opened(hoa, edit(section), PAGE) | {"title": FIRST}))
    answer = binh.post(edit(section), form | {"title": SECOND})
    assert answer.status_code == 200 and FIRST in page_text(answer)
    assert titles(section) == [FIRST]


def test_going_back_to_an_earlier_version_is_a_form_too(news: Any, hoa: Client, binh: Client) -> None:
    url = reverse("wagtailadmin_pages:revisions_revert", args=[news.pk, news.latest_revision_id])
    form = opened(binh, url, PAGE)
    hoa.post(edit(news), opened(hoa, edit(news), PAGE) | {"title": FIRST})
    assert binh.post(url, form).status_code == 200
    assert titles(news)[0] == FIRST


def test_a_page_that_was_submitted_meanwhile(news: Any, hoa: Client, binh: Client, everybody: None) -> None:
    form = opened(binh, edit(news), PAGE)
    topic = factories.Topic.objects.values_list("slug", flat=True)[0]
    body = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "quote",
        "body-0-id": "",
    }
    body |= {"body-0-value-text": "Lời trích", "body-0-value-source": "Nguồn"}
    mine = opened(hoa, edit(news), PAGE) | body | {"title": FIRST, "topics": [topic], "action-submit": "1"}
    assert is_saved(hoa.post(edit(news), mine))
    answer = binh.post(edit(news), form | {"title": SECOND})
    assert FIRST in page_text(answer) and "overwrite_version" not in answer.content.decode()
    assert answer.context["form"]["title"].value() == SECOND


def test_a_row_that_the_first_took_away(department: Any, hoa: Client, binh: Client) -> None:
    page = factories.draft(MaterialPage, department)
    page.files.create(document=factories.document())
    page.save_revision()
    form = opened(binh, edit(page), PAGE)
    mine = opened(hoa, edit(page), PAGE) | {"files-0-DELETE": "1"}
    assert is_saved(hoa.post(edit(page), mine))
    answer = binh.post(edit(page), form | {"title": SECOND})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert is_saved(binh.post(edit(page), filled(html, PAGE) | on_top(html)))
    assert page.get_latest_revision_as_object().files.count() == 1


def test_a_save_between_check_and_save(
    news: Any, hoa: Client, binh: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = opened(hoa, edit(news), PAGE) | {"title": FIRST}
    form = opened(binh, edit(news), PAGE) | {"title": SECOND}
    save = PageEditView.form_valid

    def meanwhile(view: PageEditView, checked: Any) -> Any:
        monkeypatch.setattr(PageEditView, "form_valid", save)
        assert is_saved(hoa.post(edit(news), mine))
        return save(view, checked)

    monkeypatch.setattr(PageEditView, "form_valid", meanwhile)
    answer = binh.post(edit(news), form)
    assert answer.status_code == 200 and FIRST in page_text(answer)
    assert SECOND not in titles(news)


def test_a_published_page(home: Any, client: Client) -> None:
    users = [User.objects.create_superuser(name, f"{name}@example.vn", "mat-khau") for name in ("a", "b")]
    first, second = map(signed_in, users)
    page = factories.published(StandardPage, home)
    form = opened(second, edit(page), PAGE)
    first.post(edit(page), opened(first, edit(page), PAGE) | {"title": FIRST})
    assert second.post(edit(page), form | {"title": SECOND}).status_code == 200
    assert titles(page)[0] == FIRST
