"""Posting by hand: what "Sao chép" puts on the clipboard, in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

SCRIPT = Path(__file__).resolve().parents[2] / "campaigns" / "portal" / "static" / "portal" / "copy.js"
HTML = "<h2>Đầu đề</h2><p>Gọi <b>111</b> khi nghi ngờ.</p>"
BODY = f"""<!doctype html><title>x</title>
<button data-portal-copy="portal-html" data-done="Đã sao chép" id="words">Sao chép nội dung</button>
<button data-portal-copy="portal-html" data-as-text data-done="Đã sao chép" id="code">Sao chép mã</button>
<textarea id="portal-html" readonly>{HTML.replace("<", "&lt;")}</textarea><script src="/copy.js"></script>"""
READ = """async () => Object.fromEntries(await Promise.all((await navigator.clipboard.read())
    .flatMap((item) => item.types.map(async (type) => [type, await (await item.getType(type)).text()]))))"""


@pytest.fixture
def shown(page: Page, context: BrowserContext) -> Page:
    def answer(route: Any) -> None:
        if route.request.url.endswith("copy.js"):
            route.fulfill(body=SCRIPT.read_text(), content_type="text/javascript")
        else:
            route.fulfill(body=BODY, content_type="text/html; charset=utf-8")

    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.route("http://localhost/**", answer)
    page.goto("http://localhost/")
    return page


def test_formatted_text_and_plain_words(shown: Page) -> None:
    shown.click("#words")
    expect(shown.locator("#words")).to_have_text("Đã sao chép")
    copied = shown.evaluate(READ)
    assert "Đầu đề</h2>" in copied["text/html"] and "111</b>" in copied["text/html"]
    assert copied["text/plain"] == "Đầu đề\nGọi 111 khi nghi ngờ."


def test_the_code(shown: Page) -> None:
    shown.click("#code")
    expect(shown.locator("#code")).to_have_text("Đã sao chép")
    assert shown.evaluate("navigator.clipboard.readText()") == HTML


def test_without_a_clipboard_the_code_is_selected(shown: Page) -> None:
    shown.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')) }")
    shown.click("#words")
    shown.wait_for_function("document.activeElement.id === 'portal-html'")
    assert shown.evaluate("document.activeElement.selectionEnd") == len(HTML)
    expect(shown.locator("#words")).to_have_text("Sao chép nội dung")
