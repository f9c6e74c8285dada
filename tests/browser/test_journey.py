"""A news item from the communicator to the reader, clicked through by four people."""

import re
from typing import Any

import pytest

from tests.browser.clerk import decide, submit

TITLE = "Bản tin thử từ bàn phím"


def open_news_section(page: Any, site: str) -> None:
    """Through the explorer, as a clerk goes: department, section, add."""
    page.goto(f"{site}/admin/pages/")
    with page.expect_navigation():
        page.locator("tr", has_text="Tin tức").locator("a[href^='/admin/pages/']").last.click()


def write(page: Any, site: str) -> None:
    open_news_section(page, site)
    match = re.search(r"/pages/(\d+)/", page.url)
    assert match
    page.goto(f"{site}/admin/pages/add/campaigns/newspage/{match[1]}/")
    page.fill("#id_title", TITLE)
    page.fill("#id_date", "01/07/2026")
    page.fill("#id_summary", "Một câu tóm tắt.")
    page.keyboard.press("Escape")
    page.click("[data-streamfield-stream-container] button[aria-haspopup], .c-sf-add-button >> nth=0")
    page.click("[role=option]:has-text('Trích dẫn')")
    page.fill("[id$='value-text']", "Kịp thời tố giác, tin báo tội phạm.")
    page.fill("[id$='value-source']", "Kế hoạch của Ban Chỉ đạo 138")
    page.click("[role=tab]:has-text('Gắn nhãn')")
    page.check("#id_topics input >> nth=0")


@pytest.mark.slow
def test_from_draft_to_reader(login: Any, site: str, phone: Any) -> None:
    writer = login("tuyentruyen")
    faults: list[str] = []
    writer.on("pageerror", lambda error: faults.append(str(error)))
    write(writer, site)
    submit(writer)
    decide(login("thamdinh"), site, TITLE, "Đồng ý thẩm định")
    decide(login("lanhdao"), site, TITLE, "Duyệt")
    assert phone.goto(f"{site}/cao-bang/tin-tuc/ban-tin-thu-tu-ban-phim/").status == 404
    decide(login("vanphong"), site, TITLE, "Công bố")
    assert phone.goto(f"{site}/cao-bang/tin-tuc/ban-tin-thu-tu-ban-phim/").status == 200
    assert phone.locator("h1").inner_text() == TITLE
    phone.goto(f"{site}/tin-tuc/?year=2026")
    assert phone.locator("main").inner_text().count(TITLE) == 1
    assert not faults
