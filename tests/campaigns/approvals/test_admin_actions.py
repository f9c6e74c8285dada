"""No text goes live, and no file changes hands, by the side doors of the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from campaigns.models import NewsPage
from cms.accounts.models import Role, User
from tests import factories
from tests.clients import outcome

pytestmark = pytest.mark.django_db
SUPERUSER = "superuser"


@pytest.fixture(params=[Role.EDITOR, Role.APPROVER, Role.COMMUNICATOR, SUPERUSER])
def client_of(request: Any, staff: Any, client: Client) -> Client:
    """Signed in as each who might try."""
    if request.param == SUPERUSER:
        client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    else:
        client.force_login(staff(request.param))
    return client


def test_bulk_publication_publishes_no_draft(department: Any, client_of: Client) -> None:
    pages = [factories.draft(NewsPage, department) for _time in range(2)]
    factories.approve(pages[1])
    keys = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client_of.post(f"{url}?{keys}", {"include_descendants": "on"})
    assert not NewsPage.objects.live().exists()


def test_bulk_publication_of_a_section_publishes_nothing_below(department: Any, client_of: Client) -> None:
    page = factories.draft(NewsPage, department)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client_of.post(f"{url}?id={page.get_parent().pk}", {"include_descendants": "on"})
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("option", ["publish_copies", "alias"])
def test_a_copy_is_not_published(department: Any, client_of: Client, option: str) -> None:
    page = factories.published(NewsPage, department)
    client_of.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Bản sao",
            "new_slug": "ban-sao",
            "new_parent_page": page.get_parent().pk,
            option: "on",
        },
    )
    assert NewsPage.objects.live().get() == page


def test_the_publish_button_that_is_not_offered_does_nothing(department: Any, client_of: Client) -> None:
    section = factories.section(department, "tin-tuc")
    page = factories.draft(NewsPage, department)
    form = {"title": "Lén", "slug": "len", "form": "tin", "date": "01/07/2026", "body-count": "1"}
    form |= {"body-0-type": "quote", "body-0-order": "0", "body-0-deleted": "", "body-0-id": ""}
    form |= {"body-0-value-text": "Lời trích", "body-0-value-source": "Nguồn"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1"}
    form |= {"topics": [factories.Topic.objects.first().slug]}
    add = reverse("wagtailadmin_pages:add", args=["campaigns", "newspage", section.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for url in (add, edit):
        client_of.post(url, form)
    assert not NewsPage.objects.live().exists()


@pytest.fixture
def foreign_files() -> dict[str, Any]:
    """A picture, a document and a recording in another department's collection."""
    other = factories.department()
    collection = Collection.objects.get(name=other.organisation.name)
    files = {
        "wagtailimages": factories.image(title="Ảnh của Sở khác"),
        "wagtaildocs": factories.document(name="van-ban-so-khac.pdf"),
        "wagtailmedia": factories.recording(),
    }
    for file in files.values():
        file.collection = collection
        file.save()
    return files


@pytest.mark.parametrize("app", ["wagtailimages", "wagtaildocs", "wagtailmedia"])
@pytest.mark.parametrize("action", ["edit", "delete"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.COMMUNICATOR, Role.APPROVER])
def test_files_of_another_department_are_refused(
    foreign_files: dict[str, Any], staff: Any, client: Client, app: str, action: str, role: str
) -> None:
    client.force_login(staff(role))
    file = foreign_files[app]
    url = reverse(f"{app}:{action}", args=[file.pk])
    assert outcome(client.get(url)) == "refused"
    assert outcome(client.post(url, {"title": "Đã chiếm"})) == "refused"
    saved = type(file).objects.get(pk=file.pk)
    assert saved.title == file.title


@pytest.mark.parametrize("app", ["wagtailimages", "wagtaildocs"])
def test_files_of_another_department_are_not_listed(
    foreign_files: dict[str, Any], staff: Any, client: Client, app: str
) -> None:
    client.force_login(staff(Role.EDITOR))
    for view in (f"{app}:index", f"{app}_chooser:choose"):
        assert foreign_files[app].title not in client.get(reverse(view)).content.decode()
