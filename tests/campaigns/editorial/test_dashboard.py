"""The first page of the admin: where each kind of user may begin."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from campaigns.editorial.dashboard import StartPanel
from campaigns.models import SectionPage
from cms.accounts.models import Role, RoleGroup, User
from tests import factories

pytestmark = pytest.mark.django_db


def start(user: Any) -> tuple[str, list[int]]:
    """(what the panel says, keys of the sections to write in)."""
    client = Client()
    client.force_login(user)
    html = client.get("/admin/").content.decode()
    panel = re.search(r'<section class="chungtay-start".*?</section>', html, re.S)
    assert panel
    return panel[0], [int(key) for key in re.findall(r"/pages/(\d+)/add_subpage/", panel[0])]


def test_a_communicator_writes_in_the_sections_of_the_department(department: Any, staff: Any) -> None:
    panel, sections = start(staff(Role.COMMUNICATOR))
    assert sections == list(SectionPage.objects.child_of(department).values_list("pk", flat=True))
    assert "data-no-pages" not in panel and "Hồ sơ duyệt" not in panel


def test_one_tap_leads_to_the_form(department: Any, staff: Any, client: Client) -> None:
    user = staff(Role.COMMUNICATOR)
    slogans = SectionPage.objects.child_of(department).get(kind="khau-hieu")
    client.force_login(user)
    answer = client.get(f"/admin/pages/{slogans.pk}/add_subpage/", follow=True)
    assert "/add/campaigns/sloganpage/" in answer.request["PATH_INFO"] and answer.status_code == 200


def test_a_station_writes_materials_only(department: Any, staff: Any) -> None:
    materials = SectionPage.objects.child_of(department).get(kind="tai-lieu")
    assert start(staff(Role.STATION))[1] == [materials.pk]


def test_who_decides_is_led_to_the_records_and_to_no_dead_end(department: Any, staff: Any) -> None:
    panel, sections = start(staff(Role.APPROVER))
    # Wagtail's search of pages answers "no permission" to whoever edits none.
    assert "data-no-pages" in panel and sections == []
    assert "/admin/ho-so-duyet/" in panel and "/admin/ra-soat/" in panel


def test_the_site_writes_in_its_own_sections(home: Any, department: Any) -> None:
    _panel, sections = start(User.objects.create_superuser("chu", password="x"))
    assert sections == list(SectionPage.objects.child_of(home).values_list("pk", flat=True))


def test_whoever_writes_in_two_departments_chooses(department: Any, staff: Any) -> None:
    user = staff(Role.COMMUNICATOR)
    other = factories.department()
    user.groups.add(RoleGroup.objects.get(role=Role.COMMUNICATOR, page=other).group)
    User.objects.filter(pk=user.pk).update(organisation=other.organisation)
    panel, sections = start(User.objects.get(pk=user.pk))
    # The department of the user's organisation stands first.
    own, second = (list(SectionPage.objects.child_of(page)) for page in (other, department))
    assert sections == [section.pk for section in own + second]
    assert f"Viết mới: {other.title}" in panel and f"Viết cho: {department.title}" in panel


def test_an_editor_of_the_site_too_begins_in_the_department(home: Any, department: Any, staff: Any) -> None:
    user = staff(Role.EDITOR)
    user.groups.add(RoleGroup.objects.get(role=Role.EDITOR, page=home.get_parent()).group)
    factories.department()
    panel, sections = start(user)
    own, site = (list(SectionPage.objects.child_of(page)) for page in (department, home))
    assert sections == [section.pk for section in own + site]
    assert f"Viết mới: {department.title}" in panel and "Viết cho: Toàn trang" in panel


def test_it_costs_a_few_queries(department: Any, staff: Any, django_assert_max_num_queries: Any) -> None:
    request = SimpleNamespace(user=staff(Role.EDITOR))
    # Two of them are the borders of departments, which a request reads once for all its parts.
    with django_assert_max_num_queries(8):
        StartPanel().get_context_data({"request": request})
