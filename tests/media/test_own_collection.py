"""New files go into the collection of the user's own department by default."""

import re
from typing import Any

import pytest
from wagtail.models import Collection

from cms.accounts.models import Organisation, User
from media.forms import own_collection
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(department: Any) -> User:
    user = User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem")
    user.organisation = department.organisation
    user.save()
    return user


def own(user: User) -> Collection:
    assert user.organisation is not None
    return Collection.objects.get(name=user.organisation.name)


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_an_upload_starts_with_the_own_collection(kind: str, admin: User) -> None:
    html = signed_in(admin).get(f"/admin/{kind}/multiple/add/").content.decode()
    assert re.findall(r'<option value="(\d+)" selected ?>', html) == [str(own(admin).pk)]


@pytest.mark.parametrize("kind", ["images/add", "documents/add", "media/video/add"])
def test_a_form_starts_with_the_own_collection(kind: str, admin: User) -> None:
    html = signed_in(admin).get(f"/admin/{kind}/").content.decode()
    assert f'<option value="{own(admin).pk}" selected>' in html


def test_an_address_that_names_a_collection_is_followed(admin: User) -> None:
    other = Collection.objects.exclude(pk=own(admin).pk).exclude(depth=1).first()
    assert other is not None
    html = signed_in(admin).get(f"/admin/images/multiple/add/?collection_id={other.pk}").content.decode()
    assert re.findall(r'<option value="(\d+)" selected ?>', html) == [str(other.pk)]


def test_a_unit_below_uses_the_collection_above(admin: User) -> None:
    expected = own(admin)
    admin.organisation = Organisation(name="Phòng thử", parent=admin.organisation)
    assert own_collection(Collection.objects.all(), admin) == expected


def test_nobody_else_gets_a_default_of_others(admin: User) -> None:
    admin.organisation = None
    assert own_collection(Collection.objects.all(), admin) is None
