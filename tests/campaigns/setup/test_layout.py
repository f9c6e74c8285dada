"""A department is laid out by one command, and again without change."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupCollectionPermission, Page, Workflow
from wagtail.permissions import policy_registry

from campaigns.models import DepartmentPage, SectionPage, StandardPage
from campaigns.models.sections import section_kinds
from cms.accounts.models import Role, RoleGroup
from tests import factories

pytestmark = pytest.mark.django_db
NAME = "Sở Văn hoá, Thể thao và Du lịch tỉnh Thử"


def test_pages_collection_and_groups_by_one_command(home: Any) -> None:
    call_command("add_department", NAME, "--region", "04", "--title", "Sở Thử")
    page = DepartmentPage.objects.get(title="Sở Thử")
    assert page.slug == "so-thu" and page.organisation.region.slug == "04"
    assert SectionPage.objects.child_of(page).count() == len(section_kinds())
    roles = set(RoleGroup.objects.filter(page=page).values_list("role", flat=True))
    assert roles == set(Role) - {Role.ADMINISTRATOR}
    collection = Collection.objects.get(name=NAME)
    assert GroupCollectionPermission.objects.filter(collection=collection).exists()


def test_the_root_that_choosers_show_has_a_vietnamese_name(home: Any) -> None:
    call_command("set_up_site")
    assert Page.objects.get(depth=1).title == "Toàn trang"


def test_again_nothing_changes(home: Any) -> None:
    call_command("add_department", NAME)
    before = (Page.objects.count(), RoleGroup.objects.count(), Collection.objects.count())
    call_command("add_department", NAME)
    call_command("set_up_site")
    assert (Page.objects.count(), RoleGroup.objects.count(), Collection.objects.count()) == before


def test_an_unknown_region_is_reported() -> None:
    with pytest.raises(CommandError, match="99"):
        call_command("add_department", NAME, "--region", "99")


def test_one_workflow_of_three_tasks(home: Any) -> None:
    (workflow,) = Workflow.objects.filter(active=True)
    assert [task.name for task in workflow.tasks] == ["Thẩm định", "Duyệt", "Công bố"]
    assert home.get_workflow() == workflow


def test_site_editors_change_no_file_of_a_department(home: Any, department: Any) -> None:
    site_editor = factories.staff(Role.EDITOR, home.get_parent())
    policy = policy_registry.get_by_type(get_document_model())
    shared = Collection.objects.get(name="Dùng chung toàn trang")
    file = factories.document(name="van-ban.pdf")
    for collection, reached in (
        (shared, True),
        (Collection.objects.get(name=department.organisation.name), False),
    ):
        file.collection = collection
        file.save()
        assert policy.user_has_permission_for_instance(site_editor, "change", file) is reached


def test_rights_on_every_file_that_an_earlier_release_gave_are_removed(home: Any) -> None:
    group = RoleGroup.objects.get(role=Role.EDITOR, page=home.get_parent()).group
    top = Collection.get_first_root_node()
    right = GroupCollectionPermission.objects.filter(group=group).first().permission
    GroupCollectionPermission.objects.create(group=group, collection=top, permission=right)
    call_command("set_up_site")
    assert not GroupCollectionPermission.objects.filter(group=group, collection=top).exists()


def test_the_english_page_waits_as_a_draft(home: Any, client: Any) -> None:
    waiting = StandardPage.objects.get(translation_key=home.translation_key, locale__language_code="en")
    assert not waiting.live
    assert factories.english_page() == waiting
    assert waiting.title in client.get("/en/").content.decode()
