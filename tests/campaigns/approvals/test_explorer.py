"""The explorer reads keys first; what it shows, and in which order, is what Wagtail shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.admin.views.pages.listing import IndexView
from wagtail.models import Page

from campaigns.models import NewsPage
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db


def titles(client: Client, parent: Any, query: str = "") -> list[str]:
    return [page.title for page in client.get(f"/admin/pages/{parent.pk}/{query}").context["object_list"]]


@pytest.mark.parametrize("is_admin", [True, False])
def test_the_latest_edited_come_first_screen_by_screen(
    department: Any, staff: Any, admin_user: Any, client: Client, monkeypatch: Any, is_admin: bool
) -> None:
    client.force_login(admin_user if is_admin else staff(Role.EDITOR))
    monkeypatch.setattr(IndexView, "paginate_by", 2)
    pages = [factories.draft(NewsPage, department, title=f"Tin {number}") for number in range(3)]
    for number, page in enumerate(pages):
        edited = timezone.now() - timedelta(hours=number)
        Page.objects.filter(pk=page.pk).update(latest_revision_created_at=edited)
    section = pages[0].get_parent()
    assert titles(client, section) == ["Tin 0", "Tin 1"]
    assert titles(client, section, "?p=2") == ["Tin 2"]
    assert titles(client, section, "?ordering=-title") == ["Tin 2", "Tin 1"]


def test_editors_of_the_site_find_no_department_below_the_home_page(
    department: Any, home: Any, client: Client
) -> None:
    client.force_login(factories.staff(Role.EDITOR, Page.objects.get(depth=1)))
    found = titles(client, home)
    assert department.title not in found
    assert factories.section(home, NewsPage.search_kind).title in found
