"""What people of the office do with mouse and keyboard in the admin."""

from typing import Any


def press(page: Any, selector: str) -> None:
    """Press an action of the editor's footer, opening the menu when it is folded."""
    button = page.locator(selector).first
    if not button.is_visible():
        page.click("footer .w-dropdown button[aria-haspopup], footer .w-dropdown__toggle")
    button.click()


def submit(page: Any) -> None:
    """Submit for review and wait for the answer: a click during an automatic save is sent after it."""
    press(page, "[name=action-submit]")
    page.wait_for_selector(".messages .success")


def decide(page: Any, site: str, title: str, label: str) -> None:
    """From the dashboard's list to the decision on the page of this title."""
    page.goto(f"{site}/admin/")
    page.click(f"#awaiting-review-section a:has-text('{title}'), section a:has-text('{title}')")
    page.wait_for_load_state()
    assert page.locator("text=Nội dung đang ở bước").first.is_visible()
    press(page, f"[data-review-url]:has-text('{label}')")
    page.wait_for_selector(".modal form")
    with page.expect_navigation():
        page.click(".modal form [type=submit]")
