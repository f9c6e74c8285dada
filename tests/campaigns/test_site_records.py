"""What all departments share belongs to the site's desk; an alert belongs to who put it up."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.editorial import reminders
from campaigns.models import Alert, Hotline, NewsPage
from campaigns.setup.layout import set_up_site, site_texts
from campaigns.setup.roles import SHARED_RECORDS, model_permissions
from cms.accounts.models import Role, User
from tests import factories
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
SHARED = ["hotline", "theme", "outdatedphrase", "bannersize", "partnerorigin"]


@pytest.fixture
def other(department: Any) -> Any:
    return factories.department()


@pytest.fixture
def site_desk(home: Any) -> User:
    return factories.staff(Role.EDITOR, home.get_parent())


def alert(department: Any = None, **fields: Any) -> Alert:
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=1)}
    return Alert.objects.create(**{"text": "Nước lũ lên nhanh"} | times | fields, department=department)


def form(**fields: Any) -> dict[str, Any]:
    return {
        "text": "Số lạ gọi tự xưng công an",
        "starts_at": "2026-07-01 08:00",
        "ends_at": "2036-07-02 08:00",
    } | fields


@pytest.mark.parametrize("model", SHARED)
def test_of_several_departments_none_changes_what_all_share(
    other: Any, staff: Any, site_desk: User, model: str
) -> None:
    url = reverse(f"wagtailsnippets_campaigns_{model}:add")
    assert signed_in(staff(Role.EDITOR)).get(url).status_code == 302
    assert signed_in(site_desk).get(url).status_code == 200


@pytest.mark.parametrize("model", SHARED)
def test_one_department_alone_is_the_sites_desk(staff: Any, model: str) -> None:
    url = reverse(f"wagtailsnippets_campaigns_{model}:add")
    assert signed_in(staff(Role.EDITOR)).get(url).status_code == 200


def test_a_departments_desk_cannot_unpublish_the_number_of_all(other: Any, staff: Any) -> None:
    line = factories.hotline(number="111", is_primary=True, live=True)
    client = signed_in(staff(Role.EDITOR))
    for action in ("edit", "unpublish"):
        client.post(reverse(f"wagtailsnippets_campaigns_hotline:{action}", args=[line.pk]))
    line.refresh_from_db()
    assert line.live and Hotline.objects.shown().get() == line


def test_laying_out_the_site_again_takes_the_shared_records_from_departments(
    other: Any, department: Any, staff: Any
) -> None:
    editor = staff(Role.EDITOR)
    editor.groups.get().permissions.set(model_permissions(SHARED_RECORDS))
    assert User.objects.get(pk=editor.pk).has_perm("campaigns.change_hotline")
    set_up_site(site_texts())
    assert not User.objects.get(pk=editor.pk).has_perm("campaigns.change_hotline")


def test_a_hotline_to_check_is_said_to_the_sites_desk_alone(
    other: Any, staff: Any, site_desk: User, mailoutbox: list[Any]
) -> None:
    staff(Role.EDITOR)
    factories.hotline(verified_on=timezone.localdate() - timedelta(days=200))
    assert reminders.send_reminders(now=timezone.localtime().replace(hour=9)) == 1
    assert [message.to for message in mailoutbox] == [[site_desk.email]]


def test_an_alert_of_a_department_stands_above_its_own_pages(
    home: Any, department: Any, other: Any, client: Client
) -> None:
    alert(department)
    own, foreign = factories.published(NewsPage, department), factories.published(NewsPage, other)
    for page in (department, own):
        assert "Nước lũ lên nhanh" in client.get(page.url).content.decode()
    for page in (home, other, foreign):
        assert "Nước lũ lên nhanh" not in client.get(page.url).content.decode()
    assert "Nước lũ lên nhanh" not in client.get("/tim-kiem/").content.decode()


def test_an_alert_of_the_site_stands_above_every_page(home: Any, department: Any, client: Client) -> None:
    alert()
    for url in (home.url, department.url, "/tim-kiem/"):
        assert "Nước lũ lên nhanh" in client.get(url).content.decode()


def test_a_departments_desk_speaks_for_its_department_only(other: Any, department: Any, staff: Any) -> None:
    client = signed_in(staff(Role.EDITOR))
    url = reverse("wagtailsnippets_campaigns_alert:add")
    for place in ("", other.pk):
        assert client.post(url, form(department=place)).status_code == 200
    assert not Alert.objects.exists()
    assert client.post(url, form(department=department.pk)).status_code == 302
    assert Alert.objects.get().department == department


def test_the_sites_desk_speaks_everywhere(other: Any, site_desk: User) -> None:
    url = reverse("wagtailsnippets_campaigns_alert:add")
    assert signed_in(site_desk).post(url, form(department="")).status_code == 302
    assert Alert.objects.get().department is None


@pytest.mark.parametrize("action", ["edit", "delete", "history", "usage"])
def test_an_alert_of_others_is_out_of_reach(
    other: Any, department: Any, staff: Any, site_desk: User, action: str
) -> None:
    foreign, of_site, own = alert(other, text="Của đơn vị kia"), alert(text="Của trang"), alert(department)
    name = f"wagtailsnippets_campaigns_alert:{action}"
    client = signed_in(staff(Role.EDITOR))
    for one, status in ((foreign, 302), (of_site, 302), (own, 200)):
        response = client.get(reverse(name, args=[one.pk]))
        assert response.status_code == status
    client.post(reverse(name, args=[foreign.pk]), form(department=department.pk))
    foreign.refresh_from_db()
    assert foreign.department == other
    assert signed_in(site_desk).get(reverse(name, args=[foreign.pk])).status_code == 302


def test_the_list_shows_own_alerts(other: Any, department: Any, staff: Any) -> None:
    alert(other, text="Của đơn vị kia")
    alert(department, text="Của đơn vị mình")
    html = signed_in(staff(Role.EDITOR)).get(reverse("wagtailsnippets_campaigns_alert:list"))
    assert "Của đơn vị mình" in html.content.decode()
    assert "Của đơn vị kia" not in html.content.decode()


def test_an_alert_goes_with_its_department(other: Any) -> None:
    alert(other)
    other.delete()
    assert not Alert.objects.exists()
