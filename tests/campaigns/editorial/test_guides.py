"""The guides inside the admin, and where the forms lead to them."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.editorial import guides
from campaigns.models import NewsPage, OfficialDocumentPage
from campaigns.models.structure import content_models
from cms.accounts.models import Role
from tests import factories
from tests.clients import signed_in


@pytest.mark.parametrize("name", guides.NAMES)
def test_each_chapter_has_its_anchor(name: str) -> None:
    guide = guides.read(name)
    assert guide.title and guide.chapters
    for anchor, _heading in guide.chapters:
        assert guide.html.count(f'id="{anchor}"') == 1


def test_links_lead_to_guides_or_nowhere() -> None:
    targets = {
        target for name in guides.NAMES for target in re.findall(r'href="([^"]*)"', guides.read(name).html)
    }
    assert all(target.startswith(("/admin/huong-dan/", "https://", "http://", "#")) for target in targets)


def test_the_chapter_of_each_form_exists() -> None:
    anchors = {anchor for anchor, _heading in guides.read(guides.EDITORS).chapters}
    assert {f"muc-{model.guide_chapter}" for model in content_models()} <= anchors


@pytest.mark.django_db
def test_the_guide_opens_inside_and_nothing_leads_to_english_pages(staff: Any) -> None:
    client = signed_in(staff(Role.COMMUNICATOR))
    html = client.get("/admin/").content.decode()
    address = reverse("guide", args=[guides.EDITORS])
    assert address in html and "guide.wagtail.org" not in html and "whats-new" not in html
    page = client.get(address)
    assert page.status_code == 200 and "4. Trình thẩm định" in page.content.decode()
    assert client.get(reverse("guide", args=["operations"])).status_code == 404


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_sign_in(client: Client) -> None:
    assert client.get(reverse("guide", args=[guides.EDITORS])).status_code == 302


def form(user: Any, department: Any, model: type[Any], kind: str) -> str:
    section = factories.section(department, kind)
    url = reverse("wagtailadmin_pages:add", args=["campaigns", model._meta.model_name, section.pk])
    html: str = signed_in(user).get(url).content.decode()
    return html


@pytest.mark.django_db
def test_a_form_says_whose_it_is_what_it_needs_and_where_help_is(
    department: Any, staff: Any, everybody: None
) -> None:
    html = form(staff(Role.COMMUNICATOR), department, NewsPage, "tin-tuc")
    assert re.search(rf"Đơn vị:\s*<strong>{department.title}</strong>", html)
    assert f"{guides.chapter_url(2)}" in html
    assert html.count("Cần có khi trình thẩm định.") >= 2
    today = factories.timezone.localdate().strftime("%d/%m/%Y")
    assert re.search(rf'name="date"[^>]*value="{today}"|value="{today}"[^>]*name="date"', html)
    assert "Trình thẩm định" in html and "Chưa trình được" not in html


@pytest.mark.django_db
def test_a_document_has_the_day_of_the_paper(department: Any, staff: Any, everybody: None) -> None:
    html = form(staff(Role.EDITOR), department, OfficialDocumentPage, "van-ban")
    assert f'value="{factories.timezone.localdate():%d/%m/%Y}"' not in html


@pytest.mark.django_db
def test_a_finished_draft_has_submission_as_its_main_button(
    department: Any, staff: Any, everybody: None
) -> None:
    user = staff(Role.EDITOR)
    page = factories.draft(NewsPage, department, user)
    html = signed_in(user).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    footer = html[html.index("<footer") :]
    first = re.search(r"<button[^>]*>.*?</button>", footer, re.S)
    assert first and "action-submit" in first[0] and "Trình thẩm định" in first[0]
    assert "guide.wagtail.org" not in html
