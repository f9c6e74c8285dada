"""The address of what was taken back or ran out answers for every kind of content."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import get_page_models

from campaigns.models import ContentPage, EventPage, HotlinePage, StandardPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db
CONTENT = [model for model in get_page_models() if issubclass(model, ContentPage)]
AT_HOME = (HotlinePage, StandardPage)


def published(model: Any, home: Any, department: Any, **options: Any) -> Any:
    if model is HotlinePage:
        HotlinePage.objects.all().delete()
        factories.hotline(number="111", is_primary=True)
    return factories.published(model, home if model in AT_HOME else department, **options)


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_withdrawn(model: Any, home: Any, department: Any, client: Client) -> None:
    page = published(model, home, department)
    url = page.url
    owner = home.get_parent() if model in AT_HOME else department
    withdrawals.withdraw(page, factories.staff(Role.APPROVER, owner), "Số điện thoại đã đổi.")
    answer = client.get(url)
    assert answer.status_code == 410 and "Đã thu hồi" in answer.content.decode()


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_expired(model: Any, home: Any, department: Any, client: Client) -> None:
    page = published(model, home, department, signing={"valid_until": timezone.localdate()})
    url = page.url
    page.unpublish(set_expired=True)
    answer = client.get(url)
    assert answer.status_code == 410 and "Hết hạn" in answer.content.decode()


def test_what_lies_below_a_withdrawn_event_is_gone_with_it(department: Any, client: Client) -> None:
    page = factories.published(EventPage, department)
    url = page.url
    assert client.get(f"{url}lich/").status_code == 200
    withdrawals.withdraw(page, factories.staff(Role.APPROVER, department), "Hoãn.")
    assert client.get(f"{url}lich/").status_code == 410
