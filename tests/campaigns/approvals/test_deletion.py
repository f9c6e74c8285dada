"""What was approved and shown is withdrawn, never deleted."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from campaigns.models import SloganPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["editor", "superuser"])
def user(request: Any, staff: Any) -> User:
    if request.param == "editor":
        return staff(Role.EDITOR)
    return User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem")


def may_delete(user: User, page: Any) -> bool:
    return bool(page.permissions_for_user(user).can_delete())


def test_nobody_deletes_what_is_in_force(slogan: Any, user: User, client: Client) -> None:
    client.force_login(user)
    assert not may_delete(user, slogan)
    client.post(f"/admin/pages/{slogan.pk}/delete/")
    assert SloganPage.objects.filter(pk=slogan.pk).exists()


def test_hiding_it_first_does_not_help(slogan: Any, user: User) -> None:
    slogan.unpublish()
    assert not may_delete(user, SloganPage.objects.get(pk=slogan.pk))


def test_many_at_once_leave_it_and_take_the_rest(
    slogan: Any, department: Any, user: User, client: Client
) -> None:
    client.force_login(user)
    draft = factories.draft(SloganPage, department)
    client.post(f"/admin/bulk/wagtailcore/page/delete/?id={slogan.pk}&id={draft.pk}&next=/admin/")
    assert [page.pk for page in SloganPage.objects.all()] == [slogan.pk]


def test_a_parent_is_not_deleted_with_it(slogan: Any, client: Client) -> None:
    user = User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem")
    client.force_login(user)
    section = slogan.get_parent().specific
    assert not may_delete(user, section)
    client.post(f"/admin/bulk/wagtailcore/page/delete/?id={section.pk}&next=/admin/")
    assert Page.objects.filter(pk=section.pk).exists()


def test_what_was_withdrawn_or_ran_out_or_was_never_shown_may_go(
    slogan: Any, department: Any, staff: Any, user: User
) -> None:
    withdrawals.withdraw(slogan, staff(Role.APPROVER), "Sai.")
    over = factories.published(SloganPage, department, signing={"valid_until": timezone.localdate()})
    over.unpublish(set_expired=True)
    draft = factories.draft(SloganPage, department)
    waiting = factories.draft(SloganPage, department)
    factories.approve(waiting)
    pages = [SloganPage.objects.get(pk=page.pk) for page in (slogan, over, draft, waiting)]
    assert [may_delete(user, page) for page in pages] == [True] * 4
