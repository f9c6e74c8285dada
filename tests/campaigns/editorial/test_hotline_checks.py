"""A changed hotline is shown after another person's check, a wrong one nowhere at once (rule 133)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.approvals.models import ApprovalRecord
from campaigns.editorial import hotline_checks, reminders
from campaigns.editorial.models import OutdatedPhrase
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN
from campaigns.kits.models import KitOrder
from campaigns.kits.speech.spoken import spoken
from campaigns.kits.text_version import Look
from campaigns.models import Hotline, HotlinePage, MaterialPage, NewsPage, SloganPage
from campaigns.reuse import register
from campaigns.reuse.models import How
from cms.accounts.models import Organisation, Role, User
from cms.http import READER_MAX_AGE
from tests import factories
from tests.campaigns.editorial.support import places
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
WRONG_NUMBER, NUMBER = "19001111", "19002222"
TODAY = timezone.localdate


@pytest.fixture
def line(db: None) -> Hotline:
    """The number on every page, checked."""
    return factories.hotline(
        number=WRONG_NUMBER, name="Đường dây nóng tỉnh", hours="24/7", cost="Miễn phí", is_primary=True
    )


@pytest.fixture
def writer(staff: Any) -> User:
    return staff(Role.EDITOR)


@pytest.fixture
def checker(staff: Any) -> User:
    return staff(Role.APPRAISER)


def save(line: Hotline, user: User, client: Client | None = None, **changes: Any) -> Any:
    """The answer to the edit form with these changes."""
    names = ("number", "name", "purpose", "hours", "cost", "source", "sort_order")
    data = {name: getattr(line, name) for name in names} | ({"is_primary": "on"} if line.is_primary else {})
    url = reverse("wagtailsnippets_campaigns_hotline:edit", args=[line.pk])
    return (client or signed_in(user)).post(url, data | changes, follow=True)


def check(line: Hotline, user: User, **data: Any) -> str:
    """The screen after the form of a check was sent."""
    draft = Hotline.objects.get(pk=line.pk).get_latest_revision_as_object()
    values = {"facts": draft.facts, "day": TODAY().strftime("%d/%m/%Y")} | data
    url = reverse("hotline_check", args=[line.pk])
    return str(signed_in(user).post(url, values, follow=True).content.decode())


def shown() -> list[str]:
    return [one.number for one in Hotline.objects.shown()]


@pytest.mark.parametrize("action", ["action-publish", "action-save"])
def test_a_change_says_whether_the_old_number_is_right(line: Hotline, writer: User, action: str) -> None:
    html = save(line, writer, number=NUMBER, **{action: "1"}).content.decode()
    assert "chọn một trong hai" in html and f'value="{NUMBER}"' in html
    assert shown() == [WRONG_NUMBER] and not Hotline.objects.get(pk=line.pk).has_unpublished_changes


@pytest.mark.parametrize(
    "change", [{"number": NUMBER}, {"cost": "1.000 đồng/phút"}, {"hours": ""}, {"name": "Khác"}]
)
def test_the_old_one_stands_until_another_person_has_checked(
    line: Hotline, writer: User, checker: User, client: Client, change: dict[str, str]
) -> None:
    answer = save(line, writer, old_number="con-dung", **change, **{"action-publish": "1"})
    assert "chỉ hiện sau khi người khác gọi thử" in answer.content.decode()
    stands = Hotline.objects.get(pk=line.pk)
    assert stands.live and stands.facts == line.facts
    assert "Bạn đã ghi số này" in check(line, writer)
    assert Hotline.objects.get(pk=line.pk).facts == line.facts
    assert "Đã ghi lần kiểm tra" in check(line, checker)
    new = Hotline.objects.get(pk=line.pk)
    assert {name: getattr(new, name) for name in change} == change
    assert (new.live, new.verified_by, new.verified_on) == (True, checker.get_full_name(), TODAY())
    assert new.is_trusted(TODAY()) and new.old_number == ""


@pytest.fixture
def surfaces(department: Any, line: Hotline) -> Iterator[dict[str, str]]:
    """Where readers and programs find the number."""
    slogan = factories.published(SloganPage, department)
    story = factories.published(NewsPage, department, body=[{"type": "hotline", "value": line.pk}])
    material = factories.published(
        MaterialPage, department, form="bai-phat-thanh", text="Hãy báo tin.", hotline=line
    )
    code, other = slogan.code, material.code
    yield {
        "home": "/",
        "story": story.url,
        "material": material.url,
        "check page": f"/xac-minh/{code}/",
        "kit": f"/lay-ve/{code}/",
        "embed": f"/nhung/{code}/",
        "script": f"/lay-ve/{code}/loa-truyen-thanh.txt",
        "own script": f"/lay-ve/{other}/loa-truyen-thanh.txt",
        "post": f"/lay-ve/{code}/bai-dang.txt",
        "api": f"/api/v2/pages/{story.pk}/",
        "search": "/tim-kiem/?q=goi+so+nao",
    }


def test_a_wrong_number_is_hidden_everywhere_at_once(
    line: Hotline, surfaces: dict[str, str], writer: User, client: Client
) -> None:
    old, new = ({number, spoken(f"gọi số {number}.")[8:-1]} for number in (WRONG_NUMBER, NUMBER))
    before = {url: client.get(url).content.decode() for url in surfaces.values()}
    assert [url for url, html in before.items() if not any(number in html for number in old)] == []
    answer = save(line, writer, number=NUMBER, old_number="sai", **{"action-publish": "1"})
    assert "Đã ẩn số cũ ở mọi nơi, chỉ còn 111" in answer.content.decode()
    for url in surfaces.values():
        html = client.get(url).content.decode()
        assert not [number for number in old | new if number in html], url
    assert "tel:111" in client.get("/").content.decode()


def test_caches_keep_nothing_for_longer_than_five_seconds(
    line: Hotline, surfaces: dict[str, str], client: Client
) -> None:
    assert READER_MAX_AGE <= 5
    kept = {url: client.get(url)["Cache-Control"] for url in surfaces.values()}
    allowed = {"no-store", "max-age=5, public", "public, max-age=5", "max-age=0, no-store, private"}
    assert {
        url: value for url, value in kept.items() if value not in allowed and "no-store" not in value
    } == {}


def test_what_was_printed_is_flagged_and_bundles_are_made_anew(
    line: Hotline, department: Any, writer: User, checker: User
) -> None:
    page = factories.published(SloganPage, department)
    record = ApprovalRecord.objects.get(code=page.code)
    unit = Organisation.objects.create(name="Xã thử", kind=Organisation.Kind.COMMUNE)
    register.record_use(
        record, unit, How.PRINT, printed=register.printed_values(WRONG_NUMBER, "", "Miễn phí, 24/7")
    )
    order = orders.place_order([page.code], ["bang-led.txt"], Look(DESIGN))
    save(line, writer, number=NUMBER, old_number="sai")
    assert places("uses") == [record.title]
    order.refresh_from_db()
    assert order.state == KitOrder.State.FAILED
    phrase = OutdatedPhrase.objects.get()
    assert (phrase.phrase, phrase.replacement) == (WRONG_NUMBER, "111")
    check(line, checker)
    phrase.refresh_from_db()
    assert phrase.replacement == NUMBER and places("uses") == [record.title]


def test_a_wrong_price_flags_what_prints_it(
    line: Hotline, department: Any, writer: User, checker: User
) -> None:
    record = ApprovalRecord.objects.get(code=factories.published(SloganPage, department).code)
    for name, note in (("Xã một", "Miễn phí, 24/7"), ("Xã hai", "Giờ hành chính")):
        unit = Organisation.objects.create(name=name, kind=Organisation.Kind.COMMUNE)
        register.record_use(record, unit, How.PRINT, printed=register.printed_values(WRONG_NUMBER, "", note))
    save(line, writer, cost="1.000 đồng/phút", old_number="sai")
    assert OutdatedPhrase.objects.get().phrase == f"{WRONG_NUMBER} Miễn phí, 24/7"
    assert len(places("uses")) == 1
    check(line, checker)
    assert shown() == [WRONG_NUMBER] and len(places("uses")) == 1


def test_a_number_can_be_hidden_before_the_right_one_is_known(
    line: Hotline, writer: User, checker: User
) -> None:
    save(line, writer, old_number="sai")
    assert shown() == [] and OutdatedPhrase.objects.get().phrase == WRONG_NUMBER
    assert "Bạn đã ghi số này" in check(line, writer)
    check(line, checker)
    assert shown() == [WRONG_NUMBER] and not OutdatedPhrase.objects.exists()


def test_what_is_saved_while_typing_hides_nothing(line: Hotline, writer: User) -> None:
    client = signed_in(writer)
    client.defaults["HTTP_ACCEPT"] = "application/json"
    assert save(line, writer, client, number=NUMBER, old_number="sai").status_code == 200
    assert shown() == [WRONG_NUMBER]


def test_who_had_a_part_in_the_change_does_not_check_it(
    line: Hotline, writer: User, staff: Any, checker: User
) -> None:
    second = staff(Role.EDITOR)
    save(line, writer, number=NUMBER, old_number="con-dung")
    save(line, second, number=NUMBER, hours="Giờ hành chính", old_number="con-dung")
    for author in (writer, second):
        assert "Bạn đã ghi số này" in check(line, author)
    assert [
        one.pk for one in hotline_checks.checkers(Hotline.objects.get().get_latest_revision_as_object())
    ] == [checker.pk]


def test_a_check_is_of_what_was_read(line: Hotline, writer: User, checker: User) -> None:
    save(line, writer, number=NUMBER, old_number="con-dung")
    assert "Vừa có người sửa số này" in check(line, checker, facts=line.facts)
    assert shown() == [WRONG_NUMBER]


def test_a_check_is_not_of_a_day_to_come_nor_too_old(line: Hotline, writer: User, checker: User) -> None:
    save(line, writer, number=NUMBER, old_number="con-dung")
    for days, advice in ((1, "chưa tới"), (-180, "quá 180 ngày")):
        day = (TODAY() + timedelta(days=days)).strftime("%d/%m/%Y")
        assert advice in check(line, checker, day=day)
    assert shown() == [WRONG_NUMBER]


def test_the_old_words_back_need_no_new_check(line: Hotline, writer: User) -> None:
    save(line, writer, number=NUMBER, old_number="con-dung")
    save(line, writer, purpose="Gọi khi cần", **{"action-publish": "1"})
    stands = Hotline.objects.get(pk=line.pk)
    assert (stands.number, stands.purpose, stands.is_trusted(TODAY())) == (WRONG_NUMBER, "Gọi khi cần", True)


def test_a_new_number_waits_for_another_person(writer: User, checker: User) -> None:
    url = reverse("wagtailsnippets_campaigns_hotline:add")
    data = {"number": NUMBER, "name": "Mới", "sort_order": 0, "action-publish": "1"}
    assert "người đọc chưa thấy" in signed_in(writer).post(url, data, follow=True).content.decode()
    line = Hotline.objects.get()
    assert not line.live and "Bạn đã ghi số này" in check(line, writer)
    check(line, checker)
    assert shown() == [NUMBER]


def test_no_other_way_publishes_a_number_that_nobody_checked(line: Hotline) -> None:
    line.number = NUMBER
    with pytest.raises(PermissionDenied):
        line.save_revision().publish()
    assert shown() == [WRONG_NUMBER]


def test_a_row_changed_by_a_program_names_no_day_of_check(line: Hotline) -> None:
    line.number = NUMBER
    line.save()
    assert Hotline.objects.get().checked_on is None


def test_whoever_may_check_is_reminded_and_no_other(
    line: Hotline, writer: User, checker: User, staff: Any
) -> None:
    save(line, writer, number=NUMBER, old_number="con-dung")
    items = reminders.due_items(TODAY())
    titles = {user.pk: [one.what for one in reminders.due_for(user, items)] for user in (writer, checker)}
    assert titles == {writer.pk: [], checker.pk: ["Số mới: gọi thử để cho hiện"]}
    assert reminders.due_for(staff(Role.COMMUNICATOR), items) == []
    assert reverse("hotline_check", args=[line.pk]) in signed_in(checker).get("/admin/").content.decode()


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.STATION, Role.READER])
def test_others_do_not_open_the_check(line: Hotline, staff: Any, role: str) -> None:
    url = reverse("hotline_check", args=[line.pk])
    assert "Kiểm tra đường dây nóng" not in signed_in(staff(role)).get(url, follow=True).content.decode()


def test_a_check_of_two_primary_numbers_is_an_error_on_the_form(
    line: Hotline, writer: User, checker: User
) -> None:
    other = factories.hotline(number="1", live=False, verified_on=None)
    Hotline.objects.filter(pk=other.pk).update(is_primary=False)
    draft = Hotline.objects.get(pk=other.pk)
    draft.is_primary = True
    draft.save_revision(user=writer, clean=False)
    with pytest.raises(ValidationError):
        hotline_checks.record_check(other.pk, checker, TODAY(), draft.facts)
    assert "Đã có một số khác hiện trên mọi trang" in check(other, checker)


def test_the_page_of_hotlines_lists_what_is_shown(
    home: Any, line: Hotline, writer: User, client: Client
) -> None:
    page = factories.published(HotlinePage, home)
    assert WRONG_NUMBER in client.get(page.url).content.decode()
    save(line, writer, number=NUMBER, old_number="sai")
    html = client.get(page.url).content.decode()
    assert WRONG_NUMBER not in html and "tel:111" in html
