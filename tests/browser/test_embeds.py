"""Embeds on other sites: as high as their words, 111 and code in sight, and what is withdrawn is noticed."""

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

Partner = tuple[str, dict[str, str]]
# What WordPress's wp-embed does with the messages of a frame, in short.
WORDPRESS = """<script>
  window.links = [];
  addEventListener("message", ({ data, source }) => {
    const frame = document.querySelector("iframe");
    if (source !== frame.contentWindow || data.secret !== "abcdefghij") return;
    if (data.message === "height") frame.height = Math.min(Math.max(data.value, 200), 1000);
    if (data.message === "link") window.links.push(data.value);
  });
</script>"""


@pytest.fixture(scope="module")
def texts(site: str) -> dict[str, str]:
    """Code of a short text, and of the longest, of the demo."""
    with urllib.request.urlopen(f"{site}/api/v2/pages/?size=50") as answer:
        rows = json.load(answer)["items"]
    found = []
    for row in rows:
        with urllib.request.urlopen(f"{site}/api/v2/pages/{row['id']}/") as answer:
            found.append((len(json.load(answer)["text"]), row["approval"]["code"]))
    return {"short": min(found)[1], "long": max(found)[1]}


def on(page: Any, partner: Partner, body: str) -> Any:
    """The page of another site with this body; the frame in it, loaded."""
    origin, pages = partner
    pages["/"] = f'<!DOCTYPE html><meta name="viewport" content="width=device-width">{body}'
    page.goto(f"{origin}/")
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.query_selector("iframe").content_frame()
    frame.wait_for_selector(".call")
    return frame


def pasted(site: str, code: str) -> str:
    """What the site says to paste for the code."""
    with urllib.request.urlopen(f"{site}/oembed/?url={site}/nhung/{code}/") as answer:
        return str(json.load(answer)["html"])


SHOWN = """() => {
  const [main, call, footer] = document.body.children, height = document.documentElement.clientHeight;
  return {
    all: main.scrollHeight <= main.clientHeight + 2,
    below: call.offsetHeight > 0 && footer.getBoundingClientRect().bottom <= height + 1,
    more: document.elementFromPoint(main.clientWidth / 2, call.offsetTop - 24)?.className === "more",
    wide: document.documentElement.scrollWidth <= document.documentElement.clientWidth,
  };
}"""


@pytest.fixture
def plain(browser: Any) -> Iterator[Any]:
    """A small phone that runs no scripts."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("length", ["short", "long"])
def test_a_pasted_frame_without_scripts(
    site: str, texts: dict[str, str], partner: Partner, plain: Any, length: str, tmp_path: Any
) -> None:
    frame = on(plain, partner, pasted(site, texts[length]))
    shown = frame.evaluate(SHOWN)
    plain.screenshot(path=tmp_path / f"khung-{length}.png")
    assert shown["below"] and shown["wide"]
    # What does not fit says so.
    assert shown["all"] != shown["more"]
    assert length == "long" or shown["all"]


def test_a_low_frame_says_that_there_is_more(
    site: str, texts: dict[str, str], partner: Partner, phone: Any
) -> None:
    frame = on(
        phone, partner, f'<iframe src="{site}/nhung/{texts["long"]}/" width="320" height="180"></iframe>'
    )
    shown = frame.evaluate(SHOWN)
    assert shown["below"] and shown["more"] and not shown["all"]
    frame.evaluate("() => document.querySelector('main').scrollTo(0, 1e6)")
    assert not frame.evaluate(SHOWN)["more"]


def test_our_script_gives_the_frame_its_height(
    site: str, texts: dict[str, str], partner: Partner, phone: Any
) -> None:
    link = f'<a data-chung-tay href="{site}/nhung/{texts["long"]}/">Kịch bản</a>'
    frame = on(phone, partner, f'{link}<script src="{site}/nhung.js"></script>')
    phone.wait_for_function("() => document.querySelector('iframe').offsetHeight > 300")
    phone.wait_for_timeout(200)
    shown = frame.evaluate(SHOWN)
    assert shown["all"] and shown["below"] and not shown["more"]


def test_in_the_sandbox_of_wordpress(site: str, texts: dict[str, str], partner: Partner, phone: Any) -> None:
    address = f"{site}/nhung/{texts['short']}/#?secret=abcdefghij"
    sandbox = 'sandbox="allow-scripts" security="restricted"'
    frame = on(
        phone, partner, f'{WORDPRESS}<iframe {sandbox} src="{address}" width="320" height="600"></iframe>'
    )
    phone.wait_for_function("() => document.querySelector('iframe').offsetHeight < 600")
    # No button that does nothing: the number is read. The page around opens the check.
    assert frame.locator(".call strong").inner_text().strip() == "Gọi 111"
    assert frame.evaluate(SHOWN)["below"]
    frame.locator("footer a").click()
    phone.wait_for_function("() => window.links.length === 1")
    assert texts["short"] in phone.evaluate("() => window.links[0]")


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-scripts"'])
def test_an_open_frame_notices_a_withdrawal(
    site: str, texts: dict[str, str], partner: Partner, phone: Any, sandbox: str
) -> None:
    frame = on(
        phone, partner, f'<iframe {sandbox} src="{site}/nhung/{texts["short"]}/" height="300"></iframe>'
    )
    withdrawn = (
        '<!DOCTYPE html><body class="warn"><main><div class="words"><p class="state">Đã thu hồi</p></div>'
        '<p class="more"></p></main><p class="call">Gọi 111</p><footer></footer></body>'
    )
    answer = {
        "body": withdrawn,
        "content_type": "text/html; charset=utf-8",
        "headers": {"access-control-allow-origin": "*"},
    }
    again = "() => document.dispatchEvent(new Event('visibilitychange'))"
    # Unchanged at first, by a real answer.
    with phone.expect_response(f"{site}/nhung/**") as response:
        frame.evaluate(again)
    assert response.value.ok and frame.locator(".text").count() == 1
    phone.route(f"{site}/nhung/**", lambda route: route.fulfill(**answer))
    frame.evaluate(again)
    frame.wait_for_selector(".state:has-text('Đã thu hồi')")
    assert frame.locator(".text").count() == 0
    # Without a network what is there stays.
    phone.unroute(f"{site}/nhung/**")
    phone.route(f"{site}/nhung/**", lambda route: route.abort())
    frame.evaluate(again)
    assert frame.locator(".state").count() == 1
