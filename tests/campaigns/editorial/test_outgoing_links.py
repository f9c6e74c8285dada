"""Links to unknown sites are listed, of every revision that is or may go live."""

from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from campaigns.editorial.outgoing_links import host_of, outgoing_links
from campaigns.models import NewsPage
from campaigns.reuse.models import PartnerOrigin
from cms.accounts.models import Organisation, Role
from tests import factories

BODY = (
    '<p><a href="https://Nha-Cai.example/win?x=1">thắng lớn</a> '
    '<a href="https://bocongan.gov.vn/">Bộ</a> <a href="http://testserver/a/">đây</a> '
    '<a href="https://ban.example/x">bạn</a></p>'
)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://A.example:8080/x", "a.example"),
        ("//b.example/x", "b.example"),
        ("http://user@c.example.", "c.example"),
        ("https://gov.vn.ke-gian.example", "gov.vn.ke-gian.example"),
        ("http://[", ""),
    ],
)
def test_hosts(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.fixture
def body() -> list[dict[str, Any]]:
    return [{"type": "text", "value": BODY}]


@pytest.mark.django_db
def test_of_live_pages_and_of_newer_drafts(department: Any, body: Any, staff: Any) -> None:
    commune = Organisation.objects.create(name="UBND xã bạn", kind=Organisation.Kind.COMMUNE)
    PartnerOrigin.objects.create(origin="https://ban.example", organisation=commune)
    page = factories.published(NewsPage, department, body=body)
    page.summary = "Xem https://gov.vn.ke-gian.example/a"
    page.save_revision(user=staff(Role.EDITOR))
    found = sorted((link.host, link.is_live) for link in outgoing_links(Q()))
    assert found == [
        ("gov.vn.ke-gian.example", False),
        ("nha-cai.example", False),
        ("nha-cai.example", True),
    ]


@pytest.mark.django_db
def test_each_department_reads_its_own(department: Any, body: Any, staff: Any, client: Client) -> None:
    factories.draft(NewsPage, department, body=body, title="Bài của mình")
    factories.draft(NewsPage, factories.department(), body=body, title="Bài của bạn")
    client.force_login(staff(Role.EDITOR))
    html = client.get(reverse("outgoing_links")).content.decode()
    assert "nha-cai.example" in html and "Bài của mình" in html and "Bài của bạn" not in html
    client.force_login(staff(Role.COMMUNICATOR))
    assert client.get(reverse("outgoing_links")).status_code == 302
