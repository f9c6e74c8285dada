"""A page never gets an address at which something else answers."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage, StandardPage
from cms.accounts.models import User
from cms.reserved_slugs import is_reserved
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Lấy về", "lay-ve-2"),
        ("Xác minh", "xac-minh-2"),
        ("Tìm kiếm", "tim-kiem-2"),
        ("Admin", "admin-2"),
        ("Giới thiệu", "gioi-thieu"),
    ],
)
def test_a_page_under_the_home_page_can_be_opened(title: str, slug: str, client: Client) -> None:
    page = factories.published(StandardPage, title=title)
    assert page.slug == slug
    assert f"<h1>{title}</h1>" in client.get(page.url).content.decode()


@pytest.mark.parametrize("feed", ["rss", "atom", "json"])
def test_no_page_hides_behind_a_feed(feed: str, department: Any, client: Client) -> None:
    page = factories.published(NewsPage, department, title=feed.upper(), slug=feed)
    assert page.slug == f"{feed}-2"
    assert f"<h1>{feed.upper()}</h1>" in client.get(page.url).content.decode()


def test_the_words_are_free_where_nothing_else_answers(home: Any, department: Any) -> None:
    section = factories.section(department, "tin-tuc")
    assert is_reserved("tim-kiem", home) and is_reserved("rss", section)
    assert not is_reserved("tim-kiem", section) and not is_reserved("rss", home)
    assert not is_reserved("tim-kiem", home.get_parent())


def test_each_number_is_used_once(home: Any) -> None:
    slugs = [factories.draft(StandardPage, title="Tìm kiếm").slug for _ in range(2)]
    assert slugs == ["tim-kiem-2", "tim-kiem-3"]


def test_who_types_a_reserved_address_gets_an_error(client: Client) -> None:
    client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    page = factories.draft(StandardPage, title="Hỏi đáp")
    form = {"title": "Hỏi đáp", "slug": "tim-kiem", "body-count": "0"}
    form |= {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(url, form)
    assert answer.status_code == 200
    assert "là của một chức năng của trang web" in str(answer.context["form"].errors["slug"])
    assert client.post(url, form | {"slug": "hoi-dap-moi"}).status_code == 302


@pytest.mark.parametrize("many", [False, True])
def test_none_is_moved_to_a_reserved_address(home: Any, department: Any, client: Client, many: bool) -> None:
    client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    hidden, free = (
        factories.draft(StandardPage, department, title=title) for title in ("Tìm kiếm", "Hỏi đáp")
    )
    assert (hidden.slug, free.slug) == ("tim-kiem", "hoi-dap")
    for page in (hidden, free):
        if many:
            url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'move'])}?id={page.pk}"
            answer = client.post(url, {"chooser": home.pk}, follow=True)
        else:
            url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk])
            answer = client.post(url, follow=True)
        page.refresh_from_db()
        assert page.get_parent().pk == (department if page is hidden else home).pk
        assert ("Sửa địa chỉ (slug) của trang trước" in answer.content.decode()) == (page is hidden)


def test_what_was_approved_under_such_an_address_can_still_be_saved(client: Client) -> None:
    page = factories.published(StandardPage, title="Hỏi đáp")
    StandardPage.objects.filter(pk=page.pk).update(slug="tim-kiem")
    page = StandardPage.objects.get(pk=page.pk)
    page.full_clean()
    assert page.slug == "tim-kiem"
