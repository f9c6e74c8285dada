"""The matrix of rule 86: what each role may and may not, in its department and elsewhere."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.approvals import roles
from campaigns.models import MaterialPage, NewsPage
from cms.accounts.models import Role
from tests import factories
from tests.clients import outcome

pytestmark = pytest.mark.django_db
R = Role
ALL = [role for role in Role if role != Role.ADMINISTRATOR]


@pytest.fixture
def everyone(staff: Any, home: Any) -> dict[str, Any]:
    people = {role: staff(role) for role in ALL}
    people[R.ADMINISTRATOR] = staff(R.ADMINISTRATOR, home.get_parent())
    return people


def allowed(everyone: dict[str, Any], test: Any) -> set[str]:
    return {role for role, user in everyone.items() if test(user)}


def test_who_writes(everyone: dict[str, Any], department: Any) -> None:
    section = factories.section(department, "tin-tuc")
    may = allowed(everyone, lambda user: section.permissions_for_user(user).can_add_subpage())
    assert may == {R.COMMUNICATOR, R.STATION, R.EDITOR}


def test_who_edits_anothers_draft(everyone: dict[str, Any], department: Any) -> None:
    page = factories.draft(NewsPage, department)
    assert allowed(everyone, lambda user: page.permissions_for_user(user).can_edit()) == {R.EDITOR}


def test_writers_edit_their_own_draft(everyone: dict[str, Any], department: Any) -> None:
    for role in (R.COMMUNICATOR, R.STATION):
        page = factories.draft(MaterialPage, department, owner=everyone[role])
        assert page.permissions_for_user(everyone[role]).can_edit()


def test_nobody_publishes_directly(everyone: dict[str, Any], department: Any) -> None:
    page = factories.draft(NewsPage, department)
    factories.approve(page)
    assert not allowed(everyone, lambda user: page.permissions_for_user(user).can_publish())
    section = factories.section(department, "tin-tuc")
    assert not allowed(everyone, lambda user: section.permissions_for_user(user).can_publish_subpage())


@pytest.mark.parametrize(
    ("role", "holder"), [(R.APPRAISER, R.APPRAISER), (R.APPROVER, R.APPROVER), (R.EDITOR, R.EDITOR)]
)
def test_who_holds_a_task(everyone: dict[str, Any], department: Any, role: str, holder: str) -> None:
    page = factories.draft(NewsPage, department)
    assert allowed(everyone, lambda user: roles.has_role(user, role, page)) == {holder}


def test_who_takes_down(everyone: dict[str, Any], department: Any) -> None:
    page = factories.published(NewsPage, department)
    may = allowed(everyone, lambda user: page.permissions_for_user(user).can_unpublish())
    assert may == {R.EDITOR, R.APPROVER}


def test_nobody_reaches_into_another_department(everyone: dict[str, Any]) -> None:
    other = factories.department()
    page = factories.published(NewsPage, other)
    section = factories.section(other, "tin-tuc")
    for user in everyone.values():
        rights = page.permissions_for_user(user)
        assert not (rights.can_edit() or rights.can_unpublish() or rights.can_delete() or rights.can_move())
        assert not section.permissions_for_user(user).can_add_subpage()


def test_site_editors_decide_nothing_for_a_department(home: Any, department: Any) -> None:
    page = factories.draft(NewsPage, department)
    for role in (R.EDITOR, R.APPRAISER, R.APPROVER):
        assert not roles.has_role(factories.staff(role, home.get_parent()), role, page)


def test_site_editors_edit_no_department(home: Any, department: Any, client: Client) -> None:
    site_editor = factories.staff(R.EDITOR, home.get_parent())
    page, draft = factories.published(NewsPage, department), factories.draft(NewsPage, department)
    for one in (page, draft, page.get_parent().specific, department):
        rights = one.permissions_for_user(site_editor)
        assert not (rights.can_edit() or rights.can_delete() or rights.can_move() or rights.can_unpublish())
        assert not (rights.can_add_subpage() or rights.can_publish() or rights.can_lock())
    client.force_login(site_editor)
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={draft.pk}")
    assert NewsPage.objects.filter(pk=draft.pk).exists()


def test_site_editors_edit_the_pages_of_the_site(home: Any) -> None:
    site_editor = factories.staff(R.EDITOR, home.get_parent())
    page = factories.published(NewsPage)
    rights = page.permissions_for_user(site_editor)
    assert rights.can_edit() and rights.can_move() and rights.can_unpublish()
    assert home.permissions_for_user(site_editor).can_edit()
    assert page.get_parent().specific.permissions_for_user(site_editor).can_add_subpage()


def test_a_list_of_pages_costs_the_same_for_any_number(
    home: Any, department: Any, client: Client, staff: Any
) -> None:
    client.force_login(staff(R.EDITOR))
    section = factories.section(department, "tin-tuc")
    factories.draft(NewsPage, section)

    def price() -> int:
        client.get(reverse("wagtailadmin_explore", args=[section.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wagtailadmin_explore", args=[section.pk]))
        return sum("rolegroup" in query["sql"] for query in queries)

    few = price()
    for _time in range(5):
        factories.draft(NewsPage, section)
    assert price() == few


@pytest.mark.parametrize(
    ("name", "holders"),
    [
        ("wagtailusers_users:index", {R.ADMINISTRATOR}),
        ("wagtailsnippets_accounts_organisation:list", {R.ADMINISTRATOR}),
        ("wagtailsnippets_campaigns_alert:add", {R.EDITOR}),
        ("wagtailsnippets_campaigns_hotline:add", {R.EDITOR}),
        ("wagtailsnippets_campaigns_theme:add", {R.EDITOR}),
        ("wagtailusers_groups:index", set()),
        ("wagtailadmin_workflows:index", set()),
        ("wagtailadmin_home", set(Role)),
    ],
)
def test_admin_pages(everyone: dict[str, Any], name: str, holders: set[str]) -> None:
    def opens(user: Any) -> bool:
        client = Client()
        client.force_login(user)
        return client.get(reverse(name)).status_code == 200

    assert allowed(everyone, opens) == holders


@pytest.mark.parametrize("action", ["edit", "copy", "move", "delete", "unpublish", "history", "view_draft"])
def test_admin_views_of_another_departments_page(
    everyone: dict[str, Any], client: Client, action: str
) -> None:
    page = factories.published(NewsPage, factories.department())
    for role, user in everyone.items():
        client.force_login(user)
        response = client.get(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]))
        assert outcome(response) == "refused", (role, action)
        assert page.title not in response.content.decode()


def test_a_station_writes_scripts_only(everyone: dict[str, Any], department: Any, client: Client) -> None:
    client.force_login(everyone[R.STATION])
    for kind, model, status in (("tin-tuc", "newspage", 302), ("tai-lieu", "materialpage", 200)):
        section = factories.section(department, kind)
        url = reverse("wagtailadmin_pages:add", args=["campaigns", model, section.pk])
        assert client.get(url).status_code == status


@pytest.mark.parametrize("form", [form.value for form in MaterialPage.Form])
def test_of_materials_a_station_writes_scripts_and_audio(
    everyone: dict[str, Any], department: Any, client: Client, form: str
) -> None:
    section = factories.section(department, "tai-lieu")
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "materialpage", section.pk])
    post = {
        "title": "Bài của đài",
        "slug": "bai-cua-dai",
        "form": form,
        "text": "Gọi 111.",
        "body-count": "0",
    }
    for formset in ("comments", "files"):
        post |= {f"{formset}-TOTAL_FORMS": "0", f"{formset}-INITIAL_FORMS": "0"}
    for role, allowed in ((R.STATION, form in ("bai-phat-thanh", "am-thanh")), (R.COMMUNICATOR, True)):
        client.force_login(everyone[role])
        response = client.post(url, post)
        assert MaterialPage.objects.filter(slug="bai-cua-dai", form=form).exists() is allowed, role
        assert ("Đài truyền thanh chỉ soạn" in response.content.decode()) is not allowed
        MaterialPage.objects.filter(slug="bai-cua-dai").delete()


def test_nobody_repoints_a_department_to_another_body(
    everyone: dict[str, Any], department: Any, client: Client
) -> None:
    own, stranger = department.organisation, factories.department().organisation
    body = factories.Organisation.objects.create(name="Cơ quan khác", kind=stranger.kind)
    client.force_login(everyone[R.EDITOR])
    post = {
        "title": department.title,
        "slug": department.slug,
        "intro": "",
        "organisation": body.pk,
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    url = reverse("wagtailadmin_pages:edit", args=[department.pk])
    assert client.post(url, post | {"action-publish": "1"}).status_code == 302
    department.refresh_from_db()
    assert department.organisation == own
    assert department.get_latest_revision_as_object().organisation == own


def test_departments_are_made_by_the_command_alone(home: Any, client: Client) -> None:
    client.force_login(factories.staff(R.EDITOR, home.get_parent()))
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "departmentpage", home.pk])
    assert outcome(client.get(url)) == "refused"
