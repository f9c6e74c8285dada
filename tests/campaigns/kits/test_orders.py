"""Orders: made once by the worker, made anew after a failure, refused after a withdrawal."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from campaigns.approvals import codes
from campaigns.editorial import changed_facts
from campaigns.kits import orders
from campaigns.kits.models import BannerSize, KitOrder
from campaigns.models import CampaignPage, SloganPage
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, Reuse, Usage
from cms.accounts.models import Organisation, Role, User
from media.posters.families import FAMILIES
from tests import factories
from tests.campaigns.kits.support import archive, bundle_bytes, order_path, queued_order
from tests.clients import page_text

pytestmark = pytest.mark.django_db
State = KitOrder.State


def test_an_order_waits_and_is_ready(slogan: Any, client: Client, run: Any) -> None:
    placed = queued_order(slogan)
    answer = client.get(order_path(placed))
    assert "Đang đóng gói" in page_text(answer) and answer["Refresh"] == "2"
    run(lambda: orders.make_bundle.enqueue(placed.pk))
    answer = client.get(order_path(placed))
    assert "Đã xong" in page_text(answer) and "Refresh" not in answer


def test_the_numbers_of_progress_are_shown(slogan: Any, client: Client) -> None:
    placed = queued_order(slogan)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, done=3, total=12)
    answer = client.get(order_path(placed))
    assert "3 / 12 tệp" in page_text(answer) and 'value="25"' in answer.content.decode()


def test_the_worker_counts_each_file(slogan: Any, order: Any) -> None:
    placed = order(slogan)
    assert (placed.state, placed.done, placed.total) == (State.READY, 6, 6)
    assert placed.size == default_storage.size(orders.bundle_path(placed))


def test_the_same_order_is_made_once_and_has_the_same_bytes(slogan: Any, order: Any, client: Client) -> None:
    first = order(slogan)
    made = bundle_bytes(client, first)
    second = order(slogan)
    assert second == first and second.changed_at == KitOrder.objects.get().changed_at
    default_storage.delete(orders.bundle_path(first))
    again = order(slogan)
    assert again == first and bundle_bytes(client, again) == made


@pytest.mark.parametrize(
    "change", [{"don_vi": "viet-tay"}, {"mau": list(FAMILIES)[1]}, {"nhom": ["chu", "in"]}]
)
def test_another_look_is_another_order(slogan: Any, order: Any, change: Any) -> None:
    assert order(slogan).key != order(slogan, **change).key


def test_a_new_size_is_another_order(slogan: Any, order: Any) -> None:
    first = order(slogan)
    BannerSize.objects.create(width=5, height=1)
    assert order(slogan).key != first.key


def test_another_number_is_another_order(slogan: Any, order: Any) -> None:
    line = factories.hotline(number="1900 0001", is_primary=True)
    first = order(slogan)
    line.number = "1900 0002"
    line.save()
    assert order(slogan).key != first.key


def test_a_moved_page_is_another_order(slogan: Any, order: Any) -> None:
    first = order(slogan)
    slogan.slug = "dia-chi-moi"
    SloganPage.objects.filter(pk=slogan.pk).update(slug=slogan.slug)
    page = SloganPage.objects.get(pk=slogan.pk)
    page.set_url_path(page.get_parent())
    SloganPage.objects.filter(pk=slogan.pk).update(url_path=page.url_path)
    assert order(slogan).key != first.key


def test_whoever_died_at_it_is_replaced(slogan: Any, order: Any) -> None:
    placed = order(slogan)
    long_ago = timezone.now() - orders.STUCK_AFTER - timedelta(seconds=1)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, done=2, changed_at=long_ago)
    assert order(slogan).state == State.READY


def test_the_page_of_a_stuck_order_offers_to_try_again(slogan: Any, client: Client, run: Any) -> None:
    placed = queued_order(slogan)
    long_ago = timezone.now() - orders.STUCK_AFTER - timedelta(seconds=1)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, changed_at=long_ago)
    answer = client.get(order_path(placed))
    assert "ngắt giữa chừng" in page_text(answer) and "lam-lai/" in answer.content.decode()
    run(lambda: client.post(order_path(placed, "lam-lai/")))
    placed.refresh_from_db()
    assert placed.state == State.READY


def test_an_order_under_way_is_left_to_whoever_is_at_it(slogan: Any, run: Any) -> None:
    placed = queued_order(slogan)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, done=1, changed_at=timezone.now())
    again = run(lambda: queued_order(slogan))
    assert (again.pk, again.state, again.done) == (placed.pk, State.RUNNING, 1)


def test_a_second_worker_does_nothing(slogan: Any) -> None:
    placed = queued_order(slogan)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING)
    orders.make_bundle.enqueue(placed.pk)
    assert KitOrder.objects.get().state == State.RUNNING
    assert not default_storage.exists(orders.bundle_path(placed))


def test_a_second_attempt_takes_up_what_a_killed_worker_left(slogan: Any) -> None:
    placed = queued_order(slogan)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, done=1)
    orders.make_bundle.call(SimpleNamespace(attempt=2), placed.pk)
    assert KitOrder.objects.get().state == State.READY
    assert default_storage.exists(orders.bundle_path(placed))


def test_a_failure_says_why_and_can_be_tried_again(
    slogan: Any, client: Client, run: Any, monkeypatch: Any
) -> None:
    placed = queued_order(slogan)

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", full)
        run(lambda: orders.make_bundle.enqueue(placed.pk))
    answer = client.get(order_path(placed))
    assert "Không đóng gói được" in page_text(answer) and "Mời bấm thử lại" in page_text(answer)
    run(lambda: client.post(order_path(placed, "lam-lai/")))
    assert KitOrder.objects.get().state == State.READY


def test_a_ready_bundle_with_something_withdrawn_is_refused(
    slogan: Any, department: Any, staff: Any, order: Any, client: Client, run: Any
) -> None:
    other = factories.published(SloganPage, department)
    placed = order(slogan, other)
    withdrawals.withdraw(other, staff(Role.APPROVER), "Sai số.")
    answer = client.get(order_path(placed, "tai-ve/"))
    assert answer.status_code == 302 and answer["Location"] == order_path(placed)
    assert "vừa bị thu hồi" in page_text(client.get(order_path(placed)))
    again = run(lambda: client.post(order_path(placed, "lam-lai/")))
    made = KitOrder.objects.get(key=again["Location"].rstrip("/").rpartition("/")[2])
    assert made.items == [slogan.code]
    names = archive(client, made).namelist()
    assert not any(codes.shown(other.code) in name for name in names)


def test_nothing_left_leads_back_to_the_basket(slogan: Any, staff: Any, order: Any, client: Client) -> None:
    placed = order(slogan)
    withdrawals.withdraw(slogan, staff(Role.APPROVER), "Sai số.")
    assert client.post(order_path(placed, "lam-lai/"))["Location"] == "/lay-ve/"


def test_withdrawn_before_the_worker_came(slogan: Any, staff: Any, client: Client, run: Any) -> None:
    placed = queued_order(slogan)
    withdrawals.withdraw(slogan, staff(Role.APPROVER), "Sai số.")
    run(lambda: orders.make_bundle.enqueue(placed.pk))
    assert KitOrder.objects.get().state == State.FAILED
    assert "vừa bị thu hồi" in page_text(client.get(order_path(placed)))


def test_a_change_of_number_calls_bundles_off(slogan: Any, order: Any, client: Client, run: Any) -> None:
    line = factories.hotline(number="1900 0001", is_primary=True)
    placed = order(slogan)
    line.number = "1900 0002"
    run(line.save)
    assert client.get(order_path(placed, "tai-ve/")).status_code == 302
    assert "vừa đổi" in page_text(client.get(order_path(placed)))
    made = run(lambda: client.post(order_path(placed, "lam-lai/")))
    assert made["Location"] != order_path(placed)


def test_a_peak_that_is_over_is_handed_out_no_more(
    department: Any, order: Any, client: Client, run: Any
) -> None:
    today = timezone.localdate()
    campaign = factories.published(
        CampaignPage, department, peak_start=today - timedelta(days=5), peak_end=today + timedelta(days=1)
    )
    placed = order(factories.published(SloganPage, department, campaign=campaign))
    CampaignPage.objects.filter(pk=campaign.pk).update(peak_end=today - timedelta(days=1))
    assert client.get(order_path(placed, "tai-ve/")).status_code == 302
    assert "Cần đóng gói lại" in page_text(client.get(order_path(placed)))
    made = run(lambda: client.post(order_path(placed, "lam-lai/")))
    assert client.get(made["Location"] + "tai-ve/").status_code == 200


def test_a_bundle_under_way_is_not_finished_with_the_old_number(slogan: Any, monkeypatch: Any) -> None:
    placed = queued_order(slogan)
    save = default_storage.save

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        changed_facts.invalidate_bundles.call()
        return save(*args, **kwargs)

    monkeypatch.setattr(default_storage, "save", meanwhile)
    orders.make_bundle.enqueue(placed.pk)
    assert KitOrder.objects.get().state == State.FAILED


def test_old_bundles_are_forgotten(slogan: Any, department: Any, order: Any, client: Client) -> None:
    old, fresh = order(slogan), order(factories.published(SloganPage, department))
    KitOrder.objects.filter(pk=old.pk).update(
        changed_at=timezone.now() - orders.RETENTION - timedelta(minutes=1)
    )
    assert orders.delete_old_orders() == 1
    assert not default_storage.exists(orders.bundle_path(old)) and default_storage.exists(
        orders.bundle_path(fresh)
    )
    assert client.get(order_path(old)).status_code == 404


def test_taking_a_bundle_keeps_it(slogan: Any, order: Any, client: Client) -> None:
    placed = order(slogan)
    KitOrder.objects.update(changed_at=timezone.now() - orders.RETENTION + timedelta(minutes=1))
    bundle_bytes(client, placed)
    placed.refresh_from_db()
    assert placed.changed_at > timezone.now() - timedelta(minutes=1)


def test_a_bundle_has_no_public_address(slogan: Any, order: Any, client: Client) -> None:
    assert client.get(f"/tep/{orders.bundle_path(order(slogan))}").status_code == 404


def test_readers_are_counted_and_staff_remembered(slogan: Any, order: Any, client: Client) -> None:
    placed = order(slogan)
    bundle_bytes(client, placed)
    assert (Usage.objects.get().what, Usage.objects.get().count) == ("zip", 1)
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    client.force_login(User.objects.create_user("xa", organisation=unit))
    bundle_bytes(client, placed)
    row = Reuse.objects.get()
    assert (row.organisation, row.how, row.printed["outputs"]) == (unit, How.DOWNLOAD, ["zip"])
    assert Usage.objects.get().count == 1
