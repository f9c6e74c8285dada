"""Edit forms of the admin in a browser: what was typed stays, and one save runs at a time."""

import re
from datetime import date
from typing import Any

import pytest

from tests.browser.clerk import press

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
