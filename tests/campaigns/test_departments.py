"""A department is laid out by one command, and again without change."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupCollectionPermission, Page, Workflow

from campaigns.models import DepartmentPage, SectionPage
from cms.accounts.models import Role, RoleGroup

pytestmark = pytest.mark.django_db
NAME = "Sở Văn hoá, Thể thao và Du lịch tỉnh Thử"


def test_pages_collection_and_groups_by_one_command(home: Any) -> None:
    call_command("add_department", NAME, "--region", "04", "--title", "Sở Thử")
    page = DepartmentPage.objects.get(title="Sở Thử")
    assert page.slug == "so-thu" and page.organisation.region.slug == "04"
    assert SectionPage.objects.child_of(page).count() == len(SectionPage.SectionKind)
    roles = set(RoleGroup.objects.filter(page=page).values_list("role", flat=True))
    assert roles == set(Role) - {Role.ADMINISTRATOR}
    collection = Collection.objects.get(name=NAME)
    assert GroupCollectionPermission.objects.filter(collection=collection).exists()


def test_again_nothing_changes(home: Any) -> None:
    call_command("add_department", NAME)
    before = (Page.objects.count(), RoleGroup.objects.count(), Collection.objects.count())
    call_command("add_department", NAME)
    call_command("set_up_site")
    assert (Page.objects.count(), RoleGroup.objects.count(), Collection.objects.count()) == before


def test_an_unknown_region_is_said() -> None:
    with pytest.raises(CommandError, match="99"):
        call_command("add_department", NAME, "--region", "99")


def test_one_workflow_of_three_tasks(home: Any) -> None:
    (workflow,) = Workflow.objects.filter(active=True)
    assert [task.name for task in workflow.tasks] == ["Thẩm định", "Duyệt", "Công bố"]
    assert home.get_workflow() == workflow
