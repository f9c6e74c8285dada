"""The blocks of a story when what they point to was deleted."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from campaigns.models import NewsPage
from campaigns.site.templatetags.content import if_open
from tests import factories

# A key that nothing has: what is left in a story when its target goes.
MISSING = 987_654
CHOOSERS = {
    "picture": {"image": {"image": MISSING, "alt_text": "", "decorative": True}, "caption": "Chú thích"},
    "slogan": MISSING,
    "hotline": MISSING,
    "official_document": MISSING,
    "file": {"document": MISSING, "label": "Bản đầy đủ"},
    "audio": MISSING,
    "video": MISSING,
}


@pytest.fixture
def page(department: Any, kind: str) -> Any:
    body = [{"type": kind, "value": CHOOSERS[kind]}, *factories.TEXT]
    return factories.published(NewsPage, department, body=body)


@pytest.mark.parametrize("kind", CHOOSERS)
def test_a_page_outlives_what_its_blocks_point_to(page: Any, client: Client, kind: str) -> None:
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200 and "Gọi 111 khi nghi ngờ." in html
    assert "Bản đầy đủ" not in html and "<figure" not in html


@pytest.mark.parametrize("kind", CHOOSERS)
def test_it_goes_out_to_other_sites_without_them(page: Any, kind: str) -> None:
    html = render_to_string("portal/item/story.html", {"page": page, "blocks": page.body})
    assert "Gọi 111 khi nghi ngờ." in html and "Nghe" not in html and "Xem" not in html


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_page_is_open_to_nobody(nothing: object) -> None:
    assert if_open(nothing) is None
