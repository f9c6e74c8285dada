"""What was typed into a form that can never be saved is shown, to be copied."""

from typing import Any

import pytest
from django.urls import reverse

from campaigns.models import NewsPage
from cms.accounts.models import Role, User
from cms.vocabulary.models import Movement
from tests import factories
from tests.clients import outcome, signed_in
from tests.forms import JSON, PAGE, opened

pytestmark = pytest.mark.django_db
TYPED = "Tin mới"


def address(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def editor(staff: Any) -> User:
    user: User = staff(Role.EDITOR)
    return user


@pytest.fixture
def news(department: Any, editor: User) -> Any:
    return factories.draft(NewsPage, department, editor)


def test_a_page_that_was_deleted_meanwhile(news: Any, editor: User) -> None:
    client = signed_in(editor)
    form = opened(client, address(news), PAGE) | {"title": TYPED}
    news.delete()
    answer = client.post(address(news), form)
    html = answer.content.decode()
    assert answer.status_code == 404 and f">{TYPED}</p>" in html and "vừa bị xóa" in html
    assert "<form" not in html and "loaded_" not in html
    assert "no-store" in answer["Cache-Control"]
    assert TYPED not in client.post(address(news), form, **JSON).content.decode()


def test_a_record_that_was_deleted_meanwhile() -> None:
    client = signed_in(User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem"))
    movement = Movement.objects.first()
    url = reverse(movement.snippet_viewset.get_url_name("edit"), args=[movement.pk])
    form = opened(client, url) | {"name": TYPED}
    Movement.objects.filter(pk=movement.pk).delete()
    answer = client.post(url, form)
    assert answer.status_code == 404 and f">{TYPED}</p>" in answer.content.decode()


@pytest.mark.parametrize("way", ["moved", "role"])
def test_a_page_that_is_no_longer_one_s_own(news: Any, editor: User, way: str) -> None:
    client = signed_in(editor)
    form = opened(client, address(news), PAGE) | {"title": TYPED}
    if way == "role":
        editor.groups.set([factories.staff(Role.READER, news.get_parent().get_parent()).groups.get()])
    else:
        NewsPage.objects.get(pk=news.pk).move(factories.section(factories.department(), "tin-tuc"))
    answer = client.post(address(news), form)
    html = answer.content.decode()
    assert answer.status_code == 403 and f">{TYPED}</p>" in html and "không có quyền" in html
    news.refresh_from_db()
    assert news.get_latest_revision_as_object().title != TYPED


def test_what_holds_no_words_is_refused_as_usual(news: Any) -> None:
    other = factories.staff(Role.EDITOR, factories.department())
    client = signed_in(other)
    delete = reverse("wagtailadmin_pages:delete", args=[news.pk])
    assert outcome(client.post(delete, {"next": "/admin/"})) == "refused"
    assert outcome(client.get(address(news))) == "refused"
