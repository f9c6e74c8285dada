"""Every page type: creatable, previewable, publishable, renderable, at a bounded price."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import get_page_models
from wagtail.test.utils.form_data import querydict_from_html

from campaigns.models import (
    ContentPage,
    DepartmentPage,
    HomePage,
    HotlinePage,
    NewsPage,
    SectionPage,
    SloganPage,
    StandardPage,
)
from cms.accounts.models import Role, User
from cms.models import BasePage
from tests import factories

pytestmark = pytest.mark.django_db
CONTENT = [model for model in get_page_models() if issubclass(model, ContentPage)]
MAX_QUERIES = 35
MAX_STRUCTURE_QUERIES = 40


def name(model: Any) -> str:
    return model.__name__


def parent_of(model: Any, home: Any, department: Any) -> Any:
    if model in (HotlinePage, StandardPage):
        return home
    return factories.section(department, model.search_kind)


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem")


@pytest.mark.parametrize("model", CONTENT, ids=name)
def test_creatable(model: Any, home: Any, department: Any, boss: User, client: Client) -> None:
    client.force_login(boss)
    parent = parent_of(model, home, department)
    response = client.get(
        reverse("wagtailadmin_pages:add", args=["campaigns", model._meta.model_name, parent.pk])
    )
    assert response.status_code == 200
    assert 'name="action-publish"' not in response.content.decode()


def typed(model: Any, parent: Any) -> dict[str, Any]:
    """What a writer types for a page of this kind, by the names of the form."""
    values = factories.defaults(model)
    if "source_document" in values:
        # A writer chooses among what is live.
        values["source_document"] = factories.published(factories.OfficialDocumentPage)
    body = values.pop("body", factories.TEXT)
    for field, value in values.items():
        if isinstance(value, datetime):
            values[field] = timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        elif hasattr(value, "pk"):
            values[field] = value.pk
    if any(field.name == "body" for field in model._meta.fields):
        values |= {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-id": ""}
        values |= {"body-0-type": "quote", "body-0-value-text": "Lời trích", "body-0-value-source": "Nguồn"}
        assert body
    return values | {"topics": [factories.Topic.objects.first().slug]}


def form_of(client: Client, url: str, values: dict[str, Any]) -> dict[str, Any]:
    """The form as the browser got it, with the values typed in."""
    html = re.sub(r"<template.*?</template>", "", client.get(url).content.decode(), flags=re.S)
    counted = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    return dict(querydict_from_html(html, form_id="page-edit-form").lists()) | counted | values


@pytest.mark.parametrize("model", CONTENT, ids=name)
def test_written_previewed_and_submitted_in_the_form(
    model: Any, home: Any, department: Any, staff: Any, everybody: None, client: Client
) -> None:
    parent = parent_of(model, home, department)
    author = staff(Role.EDITOR) if parent != home else factories.staff(Role.EDITOR, home.get_parent())
    client.force_login(author)
    place = ["campaigns", model._meta.model_name, parent.pk]
    add, preview = (reverse(f"wagtailadmin_pages:{view}", args=place) for view in ("add", "preview_on_add"))
    form = form_of(client, add, typed(model, parent))
    assert client.post(preview, form).json()["is_valid"] is True
    shown = client.get(preview)
    assert shown.status_code == 200 and "<h1" in shown.content.decode()
    assert client.post(add, form | {"action-submit": "1"}).status_code == 302
    page = model.objects.get(owner=author)
    assert not page.live and page.current_workflow_task.name == "Thẩm định"
    assert not page.get_latest_revision_as_object().publication_errors()


@pytest.mark.parametrize("model", CONTENT, ids=name)
def test_editable_and_previewable(model: Any, home: Any, department: Any, boss: User, client: Client) -> None:
    page = factories.draft(model, parent_of(model, home, department), boss)
    client.force_login(boss)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


@pytest.mark.parametrize("model", CONTENT, ids=name)
def test_renderable_at_a_bounded_price(
    model: Any, home: Any, department: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    factories.hotline(number="111", is_primary=True)
    page = factories.published(model, parent_of(model, home, department))
    client.get(page.url)
    with django_assert_max_num_queries(MAX_QUERIES):
        response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    assert 'lang="vi"' in html and html.count("<h1") == 1 and "tel:111" in html
    assert not response.cookies and "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("model", [HomePage, DepartmentPage, SectionPage], ids=name)
def test_structure_renders(model: Any, client: Client, home: Any) -> None:
    for page in model.objects.all()[:8]:
        assert client.get(page.url).status_code == 200, page.url


def test_structure_costs_the_same_for_any_number_of_pages(
    client: Client, home: Any, department: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(15):
        factories.published(NewsPage, department)
    for url in (home.url, department.url, factories.section(home, "tin-tuc").url):
        client.get(url)
        with django_assert_max_num_queries(MAX_STRUCTURE_QUERIES):
            assert client.get(url).status_code == 200


def test_every_kind_of_page_says_where_it_stands_in_search() -> None:
    for model in get_page_models():
        if issubclass(model, BasePage):
            assert hasattr(model, "search_kind"), model


def test_every_type_states_its_parents_children_template_and_description() -> None:
    for model in get_page_models():
        if issubclass(model, BasePage):
            assert model.parent_page_types is not None
            # A section takes every kind that names it as its parent.
            assert model is SectionPage or model.subpage_types is not None
            assert model.template and model.page_description and model._meta.verbose_name


@pytest.mark.parametrize("model", CONTENT, ids=name)
def test_a_kind_is_written_in_its_own_section_only(model: Any, home: Any, department: Any) -> None:
    places = SectionPage.objects.child_of(department)
    kinds = {section.kind for section in places if model.can_create_at(section)}
    assert kinds in ({model.search_kind}, set())


def test_the_office_writes_submits_and_sees_it_waiting(
    client: Client, department: Any, staff: Any, everybody: None
) -> None:
    """The editor's form itself: what a browser posts becomes a draft under review."""
    client.force_login(staff(Role.EDITOR))
    section = factories.section(department, "tin-tuc")
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "newspage", section.pk])
    form = {
        "title": "Tin từ biểu mẫu",
        "slug": "tin-tu-bieu-mau",
        "form": "tin",
        "date": "01/07/2026",
        "summary": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "quote",
        "body-0-id": "",
        "body-0-value-text": "Lời trích",
        "body-0-value-source": "Nguồn",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
    }
    refused = client.post(url, form)
    assert refused.status_code == 200 and "Chọn ít nhất một chủ đề" in refused.content.decode()
    assert not NewsPage.objects.filter(slug="tin-tu-bieu-mau").exists()
    topic = factories.Topic.objects.first().slug
    accepted = client.post(url, form | {"topics": [topic]})
    assert accepted.status_code == 302
    page = NewsPage.objects.get(slug="tin-tu-bieu-mau")
    assert page.current_workflow_task.name == "Thẩm định"
    assert [item.tag.slug for item in page.get_latest_revision_as_object().topic_items.all()] == [topic]


def test_an_unfinished_draft_is_saved(client: Client, department: Any, staff: Any) -> None:
    client.force_login(staff(Role.EDITOR))
    section = factories.section(department, "tin-tuc")
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "newspage", section.pk])
    form = {"title": "Mới có tiêu đề", "slug": "moi-co-tieu-de", "form": "tin", "body-count": "0"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    assert client.post(url, form).status_code == 302
    assert NewsPage.objects.get(slug="moi-co-tieu-de").live is False


@pytest.mark.parametrize("model", CONTENT, ids=name)
def test_a_draft_without_words_is_saved_or_names_what_is_missing(
    model: Any, home: Any, department: Any, staff: Any, client: Client
) -> None:
    parent = parent_of(model, home, department)
    author = staff(Role.EDITOR) if parent != home else factories.staff(Role.EDITOR, home.get_parent())
    client.force_login(author)
    url = reverse("wagtailadmin_pages:add", args=["campaigns", model._meta.model_name, parent.pk])
    values = typed(model, parent)
    empty = {key: "" for key, value in values.items() if isinstance(value, str) and "count" not in key}
    answer = client.post(url, form_of(client, url, values | empty | {"title": "Mới có tiêu đề"}))
    if answer.status_code == 200:
        assert set(answer.context["form"].errors) <= set(empty), answer.context["form"].errors
        assert answer.context["form"].errors
        return
    assert answer.status_code == 302
    page = model.objects.get(owner=author)
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


def test_a_slogan_without_words_gets_advice(client: Client, department: Any, staff: Any) -> None:
    client.force_login(staff(Role.EDITOR))
    source = factories.published(factories.OfficialDocumentPage)
    section = factories.section(department, "khau-hieu")
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "sloganpage", section.pk])
    form = {"text": " ", "form": "khau-hieu", "source_document": source.pk}
    form |= {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    answer = client.post(url, form)
    assert answer.status_code == 200 and answer.context["form"].errors["text"]


def test_a_superuser_points_to_any_page(client: Client, department: Any, boss: User) -> None:
    client.force_login(boss)
    parent = factories.section(department, "khau-hieu")
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "sloganpage", parent.pk])
    assert client.post(url, form_of(client, url, typed(SloganPage, parent))).status_code == 302


def test_a_slogan_without_a_source_gets_advice(client: Client, department: Any, staff: Any) -> None:
    client.force_login(staff(Role.EDITOR))
    section = factories.section(department, "khau-hieu")
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "sloganpage", section.pk])
    form = {"text": "Chung tay", "slug": "chung-tay", "form": "khau-hieu"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    for action in ({}, {"action-submit": "1"}):
        answer = client.post(url, form | action)
        assert "Chọn văn bản nguồn: khẩu hiệu không có nguồn thì không lưu được." in answer.content.decode()


def test_two_requests_that_make_the_same_page_make_two(department: Any) -> None:
    """The editor saves by itself; a click on "submit" in that very moment comes with the same slug."""
    parent = factories.section(department, NewsPage.search_kind)
    first, second = (
        parent.add_child(instance=NewsPage(title="Bản tin", slug="ban-tin-moi", live=False)) for _ in range(2)
    )
    assert (first.slug, second.slug) == ("ban-tin-moi", "ban-tin-moi-2")
    second.slug = first.slug
    with pytest.raises(ValidationError):
        second.save()
