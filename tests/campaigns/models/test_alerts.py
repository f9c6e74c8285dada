"""An alert belongs to who made it: one department, or the whole site."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Alert, NewsPage
from cms.accounts.models import Role, User
from tests import factories
from tests.clients import outcome, signed_in

pytestmark = pytest.mark.django_db


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


def test_an_alert_of_a_department_stands_above_its_own_pages(
    home: Any, department: Any, other_department: Any, client: Client
) -> None:
    alert(department)
    own, foreign = factories.published(NewsPage, department), factories.published(NewsPage, other_department)
    for page in (department, own):
        assert "Nước lũ lên nhanh" in client.get(page.url).content.decode()
    for page in (home, other_department, foreign):
        assert "Nước lũ lên nhanh" not in client.get(page.url).content.decode()
    assert "Nước lũ lên nhanh" not in client.get("/tim-kiem/").content.decode()


def test_an_alert_of_the_site_stands_above_every_page(home: Any, department: Any, client: Client) -> None:
    alert()
    for url in (home.url, department.url, "/tim-kiem/"):
        assert "Nước lũ lên nhanh" in client.get(url).content.decode()


def test_an_editor_of_a_department_makes_alerts_for_it_only(
    other_department: Any, department: Any, staff: Any
) -> None:
    client = signed_in(staff(Role.EDITOR))
    url = reverse("wagtailsnippets_campaigns_alert:add")
    for place in ("", other_department.pk):
        assert client.post(url, form(department=place)).status_code == 200
    assert not Alert.objects.exists()
    assert client.post(url, form(department=department.pk)).status_code == 302
    assert Alert.objects.get().department == department


def test_site_editors_make_alerts_everywhere(other_department: Any, site_editor: User) -> None:
    url = reverse("wagtailsnippets_campaigns_alert:add")
    assert signed_in(site_editor).post(url, form(department="")).status_code == 302
    assert Alert.objects.get().department is None


@pytest.mark.parametrize("action", ["edit", "delete", "history", "usage"])
def test_an_alert_of_others_is_refused(
    other_department: Any, department: Any, staff: Any, site_editor: User, action: str
) -> None:
    foreign, of_site, own = (
        alert(other_department, text="Của đơn vị kia"),
        alert(text="Của trang"),
        alert(department),
    )
    name = f"wagtailsnippets_campaigns_alert:{action}"
    client = signed_in(staff(Role.EDITOR))
    for one, answer in ((foreign, "refused"), (of_site, "refused"), (own, "shown")):
        response = client.get(reverse(name, args=[one.pk]))
        assert outcome(response) == answer
    client.post(reverse(name, args=[foreign.pk]), form(department=department.pk))
    foreign.refresh_from_db()
    assert foreign.department == other_department
    assert outcome(signed_in(site_editor).get(reverse(name, args=[foreign.pk]))) == "refused"


def test_the_list_shows_own_alerts(other_department: Any, department: Any, staff: Any) -> None:
    alert(other_department, text="Của đơn vị kia")
    alert(department, text="Của đơn vị mình")
    html = signed_in(staff(Role.EDITOR)).get(reverse("wagtailsnippets_campaigns_alert:list"))
    assert "Của đơn vị mình" in html.content.decode()
    assert "Của đơn vị kia" not in html.content.decode()


def test_an_alert_goes_with_its_department(other_department: Any) -> None:
    alert(other_department)
    other_department.delete()
    assert not Alert.objects.exists()
