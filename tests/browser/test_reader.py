"""As a reader, on an old phone: call, leave, read, without a trace."""

import json
import urllib.request
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

KINDS = ["canh-bao", "khau-hieu", "tai-lieu", "tin-tuc", "van-ban", "su-kien", "chien-dich"]
SECTIONS = ["/", *(f"/{kind}/" for kind in KINDS), "/duong-day-nong/", "/cao-bang/", "/en/"]


def one_of_each(site: str) -> list[str]:
    """The newest page of each kind, from the feeds."""
    urls = []
    for kind in KINDS:
        with urllib.request.urlopen(f"{site}/{kind}/json/") as answer:
            urls.append(json.load(answer)["items"][0]["url"].removeprefix(site))
    return urls


def paths(site: str) -> list[str]:
    return [*SECTIONS, *one_of_each(site), "/khong-co-trang-nay/"]


def test_no_serious_fault_for_assistive_technology(screen: Any, site: str) -> None:
    faults = []
    for path in paths(site):
        screen.goto(site + path)
        for violation in Axe().run(screen).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                faults.append((path, violation["id"], [node["html"] for node in violation["nodes"]][:2]))
    assert not faults


def test_111_and_exit_are_on_the_first_screen_of_every_page(phone: Any, site: str) -> None:
    for path in paths(site):
        phone.goto(site + path)
        for selector in ("a[href='tel:111'].call", "[data-exit]"):
            box = phone.locator(selector).first.bounding_box()
            assert box and box["y"] >= 0 and box["y"] + box["height"] <= 640, (path, selector)
            assert box["height"] >= 44


def test_nothing_is_wider_than_the_screen(screen: Any, site: str) -> None:
    wide = []
    for path in paths(site):
        screen.goto(site + path)
        if screen.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    assert not wide


def test_no_cookie_no_storage_no_third_party_no_violation(phone: Any, site: str) -> None:
    foreign, faults = [], []
    phone.on("request", lambda request: None if request.url.startswith(site) else foreign.append(request.url))
    phone.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    phone.on("pageerror", lambda error: faults.append(str(error)))
    for path in paths(site)[:-1]:
        phone.goto(site + path)
        assert phone.evaluate("localStorage.length + sessionStorage.length") == 0
    assert phone.context.cookies() == []
    assert not foreign
    assert not faults


def test_shift_three_times_leaves_at_once(phone: Any, site: str) -> None:
    phone.route(
        "**/*", lambda route: route.continue_() if route.request.url.startswith(site) else route.abort()
    )
    phone.goto(f"{site}/canh-bao/")
    left: list[str] = []
    phone.on("request", lambda request: left.append(request.url) if request.is_navigation_request() else None)
    for _ in range(3):
        phone.keyboard.press("Shift")
    phone.wait_for_timeout(500)
    assert left and not left[0].startswith(site)


@pytest.mark.parametrize("path", ["/", "/canh-bao/?audience=phu-nu", "/khau-hieu/"])
def test_everything_works_without_javascript(browser: Any, site: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    assert page.goto(site + path).status == 200
    assert page.locator("main h1").count() == 1
    assert page.locator("[data-exit]").first.get_attribute("href").startswith("https://")
    assert page.locator("a[href='tel:111'].call").count() == 1
    context.close()


def test_the_home_page_is_light(phone: Any, site: str) -> None:
    """At most 100 KB with pictures and fonts, compressed as sent."""
    sizes = []
    phone.on("response", lambda response: sizes.append(response.request.sizes()["responseBodySize"]))
    phone.goto(site + "/", wait_until="networkidle")
    assert sum(sizes) <= 100_000
