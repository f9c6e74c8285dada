"""Edit forms of the admin in a browser: what was typed stays, and one save runs at a time."""

import re
from datetime import date
from typing import Any

import pytest

from tests.browser.clerk import press

SAVE = "button.action-save"
TITLE = "Bản tin bấm trong lúc tự lưu"
# Wagtail looks for changes from two seconds after the page was opened.
WATCH = """document.addEventListener("w-unsaved:watch-edits", () => {
  document.documentElement.dataset.watched = "1";
});"""
YEAR = date.today().year + 1


def type_day(page: Any, text: str) -> str:
    """Type as a person does, with the picker open, leave the field, and return what stands there."""
    page.fill("#id_ends_at", "")
    page.keyboard.type(text, delay=30)  # slower than the picker, which opens after 100 ms
    page.keyboard.press("Tab")
    return str(page.input_value("#id_ends_at"))


@pytest.mark.slow
def test_a_typed_day_stays_and_is_read(login: Any, site: str) -> None:
    page = login("vanphong")
    page.goto(f"{site}/admin/snippets/campaigns/alert/add/")
    page.fill("#id_text", "Thông báo thử ngày giờ")
    for text in ("30/7/2026", "05/8/2026", "30-7-2026", "30.7.2026", f"31/02/{YEAR}", "30/7/26"):
        assert type_day(page, text) == text
    with page.expect_navigation():
        page.press("footer [type=submit]", "Enter")  # the open picker may lie over the button
    assert page.input_value("#id_ends_at") == "30/7/26"
    assert "Không đọc được ngày giờ này" in page.locator("main").inner_text()
    type_day(page, f"30-7-{YEAR} 8h30")
    with page.expect_navigation():
        page.press("footer [type=submit]", "Enter")  # the open picker may lie over the button
    page.locator("main table a", has_text="Thông báo thử ngày giờ").first.click()
    page.wait_for_selector("#id_ends_at")
    assert page.input_value("#id_ends_at") == f"30/07/{YEAR} 08:30"


@pytest.mark.slow
def test_a_click_during_an_automatic_save_waits_for_it(login: Any, site: str) -> None:
    page = login("tuyentruyen")
    page.goto(f"{site}/admin/pages/")
    with page.expect_navigation():
        page.locator("tr", has_text="Tin tức").locator("a[href^='/admin/pages/']").last.click()
    section = re.findall(r"/pages/(\d+)/", page.url)[0]
    page.add_init_script(WATCH)
    page.goto(f"{site}/admin/pages/add/campaigns/newspage/{section}/")
    page.wait_for_selector("html[data-watched]", state="attached")
    held: list[Any] = []

    def hold(route: Any) -> None:
        by_itself = route.request.headers.get("accept") == "application/json"
        held.append(route) if by_itself and not held else route.continue_()

    page.route("**/pages/add/**", hold)
    with page.expect_request(lambda request: request.headers.get("accept") == "application/json"):
        page.fill("#id_title", TITLE)
    press(page, "[name=action-submit]")
    held[0].continue_()
    page.wait_for_selector(".messages li:has-text('còn chỗ cần sửa')")
    assert re.search(r"/pages/\d+/edit/", page.url)
    text = page.locator("body").inner_text()
    assert "Tin chưa có nội dung." in text
    assert "Không tạo được" not in text and "đã được dùng" not in text
    page.goto(f"{site}/admin/pages/{section}/")
    assert page.locator("main").inner_text().count(TITLE) == 1


@pytest.mark.slow
def test_two_people_at_one_page_lose_nothing(login: Any, site: str) -> None:
    first, second = login("tuyentruyen"), login("vanphong")
    first.goto(f"{site}/admin/pages/")
    with first.expect_navigation():
        first.locator("tr", has_text="Tin tức").locator("a[href^='/admin/pages/']").last.click()
    section = re.findall(r"/pages/(\d+)/", first.url)[0]
    first.add_init_script(WATCH)
    first.goto(f"{site}/admin/pages/add/campaigns/newspage/{section}/")
    first.wait_for_selector("html[data-watched]", state="attached")
    with first.expect_response(lambda answer: "/add/" in answer.url and answer.request.method == "POST"):
        first.fill("#id_title", "Bài hai người mở")
    first.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    first.wait_for_selector("[name=loaded_version]", state="attached")
    edit = first.url
    second.goto(edit)
    # What was saved by itself is no conflict with oneself, neither on the new page nor later.
    for title in ("Bài của người thứ nhất", "Bài của người thứ nhất, sửa"):
        with first.expect_response(lambda answer: answer.url == edit and answer.request.method == "POST"):
            first.fill("#id_title", title)
    press(first, SAVE)
    first.wait_for_selector(".messages .success")
    second.fill("#id_title", "Bài của người thứ hai")
    press(second, SAVE)
    second.wait_for_selector("[name=overwrite_version], #w-save-confirmation-dialog:not([aria-hidden])")
    confirm = second.locator("#w-save-confirmation-dialog [data-w-dialog-target=confirm]")
    if confirm.is_visible():
        confirm.click()
    second.wait_for_selector("[name=overwrite_version]")
    message = second.locator(".chungtay-conflict").inner_text()
    assert "đã lưu một bản khác lúc" in message and "Bài của người thứ nhất, sửa" in message
    assert second.input_value("#id_title") == "Bài của người thứ hai"
    second.click("[name=overwrite_version]")
    second.wait_for_selector(".messages .success")
    assert second.input_value("#id_title") == "Bài của người thứ hai"
