"""Noting a use, and the register of uses, by role."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.reuse import register
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Organisation, Role, User
from tests import factories
from tests.campaigns.reuse.support import FOLLOWERS, OTHERS, picture, table
from tests.clients import signed_in, visible_text
from tests.media import made_files

pytestmark = pytest.mark.django_db


# Noting a use


def test_two_taps_note_a_use(record: ApprovalRecord, member: User, commune: Organisation) -> None:
    client = signed_in(member)
    answer = client.get(f"/admin/su-dung/ghi/{record.shown_code.lower()}/")
    form = answer.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"how": How.PRINT}
    answer = client.post(f"/admin/su-dung/ghi/{record.code}/", sent)
    assert answer["Location"] == "/admin/su-dung/"
    row = Reuse.objects.get()
    assert (row.organisation, row.user, row.how, row.day) == (commune, member, "in", timezone.localdate())


def test_all_that_is_noted_is_saved(record: ApprovalRecord, member: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    data = {
        "how": How.BROADCAST,
        "day": yesterday.isoformat(),
        "where": "Cụm loa thôn Bản Giốc",
        "quantity": "3",
        "minutes": "12",
        "people": "250",
        "link": "https://caobang.example.vn/bai",
    }
    signed_in(member).post(f"/admin/su-dung/ghi/{record.code}/", data)
    row = Reuse.objects.get()
    assert (row.day, row.where, row.quantity, row.minutes, row.people, row.link) == (
        yesterday,
        "Cụm loa thôn Bản Giốc",
        3,
        12,
        250,
        "https://caobang.example.vn/bai",
    )


@pytest.mark.parametrize("typed", ["facebook.com/xa", "https://facebook.com/xa", " facebook.com/xa "])
def test_an_address_needs_no_scheme(record: ApprovalRecord, member: User, typed: str) -> None:
    client = signed_in(member)
    address = f"/admin/su-dung/ghi/{record.code}/"
    assert 'type="url"' not in client.get(address).content.decode()
    client.post(
        address, {"how": How.PRINT, "day": timezone.localdate().isoformat(), "quantity": 1, "link": typed}
    )
    assert Reuse.objects.get().link == "https://facebook.com/xa"


@pytest.mark.parametrize(
    "data",
    [
        {"how": ""},
        {"how": "khong-co"},
        {"how": How.DOWNLOAD},
        {"how": How.PRINT, "quantity": "-1"},
        {"how": How.PRINT, "quantity": "9" * 30},
        {"how": How.PRINT, "people": "một trăm"},
        {"how": How.PRINT, "where": "x" * 5000},
        {"how": How.PRINT, "where": "a\x00b"},
        {"how": How.PRINT, "link": "khong phai"},
        {"how": How.PRINT, "day": "2999-01-01"},
        {"how": How.PRINT, "day": "31/02/2026"},
    ],
)
def test_a_wrong_note_is_reported(record: ApprovalRecord, member: User, data: Any) -> None:
    sent = {"day": timezone.localdate().isoformat()} | data
    answer = signed_in(member).post(f"/admin/su-dung/ghi/{record.code}/", sent)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not Reuse.objects.exists()


def test_without_organisation_it_says_what_to_do(record: ApprovalRecord, staff: Any) -> None:
    client = signed_in(staff(Role.COMMUNICATOR))
    for answer in (
        client.get(f"/admin/su-dung/ghi/{record.code}/"),
        client.post(f"/admin/su-dung/ghi/{record.code}/", {"how": How.PRINT}),
        client.get("/admin/can-go/"),
    ):
        assert answer.status_code == 200 and "Nhờ quản trị ghi đơn vị" in visible_text(answer)
    assert not Reuse.objects.exists()


def test_a_use_is_noted_with_a_photograph_for_its_unit_only(
    record: ApprovalRecord, member: User, staff: Any, other: Organisation
) -> None:
    sent = SimpleUploadedFile("anh.png", made_files.picture("PNG", exif=made_files.exif()))
    data = {"how": How.PRINT, "day": timezone.localdate().isoformat(), "evidence": sent}
    client = signed_in(member)
    client.post(f"/admin/su-dung/ghi/{record.code}/", data)
    row = Reuse.objects.get()
    assert made_files.SECRET not in row.evidence.read()
    path = f"/admin/su-dung/{row.pk}/anh/"
    assert path in client.get("/admin/su-dung/results/").content.decode()
    assert client.get(path)["Content-Type"] == "image/png"
    assert signed_in(staff(Role.EDITOR)).get(path).status_code == 200
    assert signed_in(staff(Role.COMMUNICATOR, organisation=other)).get(path).status_code == 404
    assert Client().get(f"/tep/{row.evidence.name}").status_code == 404


@pytest.mark.parametrize("wrong", ["script", "large"])
def test_what_is_no_small_picture_is_not_noted(
    record: ApprovalRecord, member: User, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    sent = picture() if wrong == "large" else SimpleUploadedFile("anh.png", b"<script>", "image/png")
    monkeypatch.setattr("campaigns.reuse.views.register.MAX_PHOTO_BYTES", 10 if wrong == "large" else 1000)
    data = {"how": How.PRINT, "day": timezone.localdate().isoformat(), "evidence": sent}
    answer = signed_in(member).post(f"/admin/su-dung/ghi/{record.code}/", data)
    assert answer.status_code == 200 and answer.context["form"].errors["evidence"]
    assert not Reuse.objects.exists()


def test_nothing_withdrawn_is_noted(task: Reuse, record: ApprovalRecord, member: User) -> None:
    client = signed_in(member)
    data = {"how": How.PRINT, "day": timezone.localdate().isoformat()}
    for answer in (
        client.get(f"/admin/su-dung/ghi/{record.code}/"),
        client.post(f"/admin/su-dung/ghi/{record.code}/", data),
    ):
        assert "Đã thu hồi" in visible_text(answer)
    assert Reuse.objects.count() == 1


def test_a_use_of_an_unknown_code_is_not_found(member: User) -> None:
    client = signed_in(member)
    for typed in (codes.new_code(), "x", "%00", "😀"):
        assert client.get(f"/admin/su-dung/ghi/{typed}/").status_code == 404


# The register


@pytest.fixture
def two_uses(record: ApprovalRecord, commune: Organisation, other: Organisation) -> None:
    register.record_use(record, commune, How.PRINT, where="Ở xã mình")
    register.record_use(record, other, How.PRINT, where="Ở xã khác")


@pytest.mark.parametrize("role", OTHERS)
def test_one_sees_the_uses_of_ones_own_unit(
    two_uses: None, staff: Any, commune: Organisation, role: str
) -> None:
    text = visible_text(signed_in(staff(role, organisation=commune)).get("/admin/su-dung/"))
    assert "Ở xã mình" in text and "Ở xã khác" not in text


@pytest.mark.parametrize("role", FOLLOWERS)
def test_who_follows_up_sees_all_uses(two_uses: None, staff: Any, role: str) -> None:
    text = visible_text(signed_in(staff(role)).get("/admin/su-dung/"))
    assert "Ở xã mình" in text and "Ở xã khác" in text


def test_the_administrator_of_the_system_sees_no_uses(two_uses: None) -> None:
    boss = factories.staff(Role.ADMINISTRATOR, Page.objects.get(depth=1))
    assert "Ở xã" not in visible_text(signed_in(boss).get("/admin/su-dung/"))


def test_the_register_is_filtered(two_uses: None, staff: Any, other: Organisation) -> None:
    client = signed_in(staff(Role.EDITOR))
    assert "Ở xã mình" not in visible_text(client.get("/admin/su-dung/", {"organisation": other.pk}))
    assert "Ở xã mình" not in visible_text(client.get("/admin/su-dung/results/", {"how": How.SMS}))
    assert client.get("/admin/su-dung/", {"organisation": "x", "day_from": "y"}).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_register_is_exported_within_the_same_limits(two_uses: None, member: User, kind: str) -> None:
    answer = signed_in(member).get("/admin/su-dung/", {"export": kind})
    rows = table(b"".join(answer.streaming_content), kind)
    text = str(rows)
    assert len(rows) == 2
    assert "Ở xã mình" in text and "Ở xã khác" not in text
    assert f"so-su-dung-{timezone.localdate()}.{kind}" in answer["Content-Disposition"]


def test_the_register_makes_the_same_queries_for_many(
    record: ApprovalRecord, commune: Organisation, staff: Any, django_assert_max_num_queries: Any
) -> None:
    from django.test.utils import CaptureQueriesContext

    client = signed_in(staff(Role.EDITOR))
    register.record_use(record, commune, How.PRINT)
    client.get("/admin/su-dung/results/")
    with CaptureQueriesContext(connection) as before:
        client.get("/admin/su-dung/results/")
    for number in range(12):
        register.record_use(record, commune, How.PRINT, where=f"Nơi {number}")
    with django_assert_max_num_queries(len(before)):
        client.get("/admin/su-dung/results/")
