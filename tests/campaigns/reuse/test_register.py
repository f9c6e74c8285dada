"""The register of uses: origins of embeds, downloads of staff and of readers."""

import pytest
from django.test import RequestFactory

from campaigns.approvals.models import ApprovalRecord
from campaigns.reuse import register
from campaigns.reuse.models import Reuse, Usage, origin_of
from cms.accounts.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://A.vn/x?y", "https://a.vn"),
        ("http://a.vn:80", "http://a.vn"),
        ("http://a.vn:8080/", "http://a.vn:8080"),
        ("ftp://a.vn", ""),
        ("http://[", ""),
        ("http://a:b", ""),
    ],
)
def test_origins_have_one_spelling(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_downloads_of_staff_are_one_row_a_day(record: ApprovalRecord) -> None:
    unit = Organisation.objects.create(name="Xã thử", kind=Organisation.Kind.COMMUNE)
    user = factories.User.objects.create(username="xa", organisation=unit)
    for output in ("a4", "sms", "a4"):
        register.record_download(record, user, output, {"hotline": "111"})
    row = Reuse.objects.get()
    assert row.printed == {"hotline": "111", "outputs": ["a4", "sms"]}
    assert row.quantity == 3


def test_downloads_of_readers_are_numbers(record: ApprovalRecord) -> None:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    for _ in range(2):
        register.record_download(record, request.user, "a4", {"hotline": "111"})
    assert Usage.objects.get().count == 2 and not Reuse.objects.exists()
