"""The words of an item: its terms, earlier names of regions, attached files, followed records."""

import json
from typing import Any

import pytest
import typst

from campaigns.models import (
    HotlinePage,
    MaterialPage,
    NewsPage,
)
from cms.vocabulary.models import Audience, Region
from tests import factories
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("index")


def test_the_name_of_a_term_is_found_and_follows_its_change() -> None:
    audience = Audience.objects.first()
    factories.published(NewsPage, title="Bản tin cho nhóm", audiences=[audience])
    assert titles(audience.name) == ["Bản tin cho nhóm"]
    audience.name = "Nhóm đổi tên"
    audience.save()
    assert titles("nhóm đổi tên") == ["Bản tin cho nhóm"]


def test_an_old_name_of_a_place_finds_what_is_there_today() -> None:
    place = Region.objects.get(slug="31")
    factories.published(NewsPage, title="Bản tin địa phương", regions=[place])
    assert titles("tinh hai duong") == ["Bản tin địa phương"]


def test_words_of_an_attached_file_are_found(department: Any) -> None:
    file = factories.document("Lời trong tệp: ngocbichxanhlam.".encode(), "loi.txt")
    page = factories.draft(MaterialPage, department, title="Tài liệu có tệp")
    page.files.create(document=file)
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    assert titles("ngocbichxanhlam") == ["Tài liệu có tệp"]


def test_words_of_a_pdf_in_a_story_are_found() -> None:
    """Wherever a page refers to a file: a field, a block, a link in its text."""
    file = factories.document(typst.compile(b"Trang m\xe1\xbb\x99t: ngocbichxanhlam."), "trang.pdf")
    body = [*factories.TEXT, {"type": "file", "value": {"document": file.pk, "label": ""}}]
    factories.published(NewsPage, title="Bản tin có tệp", body=json.dumps(body))
    link = f'<p>Xem <a linktype="document" id="{file.pk}">kế hoạch</a>.</p>'
    factories.published(NewsPage, title="Bản tin có liên kết", body=[{"type": "text", "value": link}])
    assert set(titles("ngocbichxanhlam")) == {"Bản tin có tệp", "Bản tin có liên kết"}


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut", b"", b"PK\x05\x06" + bytes(18)])
def test_a_broken_file_stops_nothing(department: Any, content: bytes) -> None:
    page = factories.draft(MaterialPage, department, title="Tài liệu có tệp hỏng")
    page.files.create(document=factories.document(content, "hong.docx"))
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    assert titles("tệp hỏng") == ["Tài liệu có tệp hỏng"]


def test_a_changed_hotline_changes_the_page_of_hotlines(home: Any) -> None:
    line = factories.hotline(number="0981848484", name="Bảo hộ công dân")
    page = factories.published(HotlinePage, parent=home, title="Đường dây nóng thử")
    assert titles("0981848484") == [page.title]
    line.number = "0981999999"
    line.save()
    assert titles("0981848484") == []
    assert titles("0981999999") == [page.title]
