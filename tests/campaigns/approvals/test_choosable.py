"""What a text may point to: live pages and its own department's drafts; found as one types."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from campaigns.approvals import permissions
from campaigns.models import CampaignPage, NewsPage, OfficialDocumentPage
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(department: Any) -> dict[str, Any]:
    """Documents: own draft, own live, another department's draft and live."""
    other = factories.department()
    return {
        "own draft": factories.draft(OfficialDocumentPage, department, title="Kế hoạch riêng"),
        "own live": factories.published(OfficialDocumentPage, department, title="Kế hoạch chung"),
        "foreign draft": factories.draft(OfficialDocumentPage, other, title="Kế hoạch mật"),
        "foreign live": factories.published(OfficialDocumentPage, other, title="Kế hoạch bạn"),
    }


def names(pages: dict[str, Any], user: Any) -> set[str]:
    seen = set(Page.objects.filter(permissions.choosable(user)).values_list("pk", flat=True))
    return {name for name, page in pages.items() if page.pk in seen}


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.EDITOR])
def test_a_department_points_to_live_pages_and_its_own_drafts(
    pages: dict[str, Any], staff: Any, role: str
) -> None:
    assert names(pages, staff(role)) == {"own draft", "own live", "foreign live"}


def test_site_editors_do_not_see_drafts_of_departments(pages: dict[str, Any], home: Any) -> None:
    pages["of the site"] = factories.draft(OfficialDocumentPage)
    site_editor = factories.staff(Role.EDITOR, home.get_parent())
    assert names(pages, site_editor) == {"own live", "foreign live", "of the site"}


def test_wagtails_chooser_offers_no_foreign_draft(pages: dict[str, Any], staff: Any, client: Client) -> None:
    client.force_login(staff(Role.EDITOR))
    for name, shown in (("foreign live", True), ("foreign draft", False)):
        parent = pages[name].get_parent()
        html = client.get(reverse("wagtailadmin_choose_page_child", args=[parent.pk])).json()["html"]
        assert (pages[name].title in html) is shown


@pytest.mark.parametrize(
    ("kinds", "opens_on"),
    [
        ("campaigns.officialdocumentpage", {"own draft", "own live", "foreign live"}),
        ("campaigns.sloganpage", set()),
        # What may stand anywhere in the tree is looked for from its top.
        ("", set()),
        ("campaigns.officialdocumentpage,campaigns.standardpage", set()),
    ],
)
def test_a_chooser_of_documents_opens_on_documents(
    pages: dict[str, Any], staff: Any, client: Client, kinds: str, opens_on: set[str]
) -> None:
    client.force_login(staff(Role.EDITOR))
    html = client.get(reverse("wagtailadmin_choose_page"), {"page_type": kinds}).json()["html"]
    assert {name for name, page in pages.items() if f'data-id="{page.pk}"' in html} == opens_on


def test_the_form_of_a_campaign_shows_only_what_is_chosen(
    pages: dict[str, Any], department: Any, staff: Any, client: Client
) -> None:
    page = factories.draft(CampaignPage, department)
    page.base_documents = [pages["own live"]]
    page.save_revision()
    client.force_login(staff(Role.EDITOR))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f'name="base_documents" value="{pages["own live"].pk}"' in html
    for name in ("own draft", "foreign draft", "foreign live"):
        assert pages[name].title not in html
    assert reverse("document_finder") in html and reverse("organisation_finder") in html


@pytest.mark.parametrize(
    ("name", "accepted"),
    [("own draft", True), ("own live", True), ("foreign live", True), ("foreign draft", False)],
)
def test_a_key_that_was_not_offered_is_refused(
    pages: dict[str, Any], department: Any, staff: Any, client: Client, name: str, accepted: bool
) -> None:
    page = factories.draft(OfficialDocumentPage, department)
    client.force_login(staff(Role.EDITOR))
    fields = ("title", "slug", "form", "number", "issuer", "subject", "status")
    post = {field: getattr(page, field) for field in fields} | {
        "date": "01/07/2026",
        "parents": [pages[name].pk],
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), post)
    assert response.status_code == (302 if accepted else 200)
    saved = OfficialDocumentPage.objects.get(pk=page.pk).get_latest_revision_as_object().parents.all()
    assert [parent.pk for parent in saved] == ([pages[name].pk] if accepted else [])


def test_what_was_chosen_before_stays_choosable(
    pages: dict[str, Any], department: Any, staff: Any, client: Client
) -> None:
    cited = pages["foreign live"]
    page = factories.draft(NewsPage, department, form="dinh-chinh", corrects=cited.page_ptr)
    cited.unpublish()
    form = NewsPage.get_edit_handler().get_form_class()(instance=page, for_user=staff(Role.EDITOR))
    assert form.fields["corrects"].queryset.filter(pk=cited.pk).exists()
    assert not form.fields["corrects"].queryset.filter(pk=pages["foreign draft"].pk).exists()


@pytest.mark.parametrize("text", ["", " ", "\0", "x" * 5000, "'\"<>(*:"])
def test_odd_words_find_nothing_and_break_nothing(staff: Any, client: Client, text: str) -> None:
    client.force_login(staff(Role.EDITOR))
    assert client.get(reverse("document_finder"), {"q": text}).json() == {"results": []}
