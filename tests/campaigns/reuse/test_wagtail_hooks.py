"""Menu items and header buttons, for those who may use them."""

from typing import Any

import pytest

from campaigns.models import NewsPage
from cms.accounts.models import Organisation, Role, User
from tests import factories
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


# Menus and buttons


def test_menu_items_are_for_those_who_may(staff: Any, commune: Organisation) -> None:
    def menu(user: User) -> str:
        return signed_in(user).get("/admin/").content.decode()

    follower, writer = menu(staff(Role.EDITOR)), menu(staff(Role.COMMUNICATOR, organisation=commune))
    for path in ("/admin/ho-so-duyet/", "/admin/ra-soat/"):
        assert path in follower and path not in writer
    assert "/admin/can-go/" in writer and "/admin/can-go/" not in follower
    assert "/admin/su-dung/" in follower and "/admin/su-dung/" in writer


def test_the_editor_offers_noting_and_reading_again(slogan: Any, staff: Any, commune: Organisation) -> None:
    page = signed_in(staff(Role.EDITOR, organisation=commune)).get(f"/admin/pages/{slogan.pk}/edit/")
    assert f"/admin/su-dung/ghi/{slogan.code}/" in page.content.decode()
    assert f"/admin/soat-loi/{slogan.pk}/" in page.content.decode()
    page = signed_in(staff(Role.EDITOR)).get(f"/admin/pages/{slogan.pk}/edit/")
    assert "/admin/su-dung/ghi/" not in page.content.decode()


def test_a_draft_is_neither_noted_nor_withdrawn(department: Any, staff: Any, commune: Organisation) -> None:
    draft = factories.draft(NewsPage, department)
    page = signed_in(staff(Role.EDITOR, organisation=commune)).get(f"/admin/pages/{draft.pk}/edit/")
    assert page.status_code == 200
    assert "/admin/su-dung/ghi/" not in page.content.decode()
    assert "/admin/thu-hoi/trang/" not in page.content.decode()
