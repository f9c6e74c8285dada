"""The tags and filters by themselves."""

import json
import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import Client, override_settings
from django.utils import translation

from campaigns.site.shell import shell_of
from campaigns.site.templatetags.content import Entry, code_in
from campaigns.site.templatetags.seo import json_ld
from campaigns.site.templatetags.shell import share_links
from cms.templatetags.text import absolute, asset, units
from media.templatetags.files import file_note
from tests import factories

from .builders import SCRIPT


def test_units_hold_together_and_keep_the_text() -> None:
    text = "Toàn dân tố giác tội phạm mua bán người"
    html = units(text)
    assert '<span class="u">mua bán người</span>' in html
    assert re.sub(r"<[^>]+>", "", html) == text


def test_units_escape_every_part() -> None:
    html = units(f"tố giác {SCRIPT} & mua bán người")
    assert "<script" not in html and "&lt;script&gt;" in html and "&amp;" in html


@pytest.mark.parametrize("value", ["", None])
def test_units_of_nothing(value: object) -> None:
    assert units(value) == ""


@override_settings(
    STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
)
@pytest.mark.parametrize(
    ("searched", "code"),
    [
        ("mã duyệt AVJUE-VDBX8", "AVJUE-VDBX8"),
        ("https://example.vn/xac-minh/avjue-vdbx8/", "AVJUE-VDBX8"),
        ("AVJUE-VDBX9", ""),
        ("33/QĐ-TTg", ""),
        ("mua bán người", ""),
        ("", ""),
    ],
)
def test_a_code_is_seen_in_what_was_searched(searched: str, code: str) -> None:
    assert code_in(searched) == code


def test_an_asset_that_the_manifest_does_not_know_still_has_an_address() -> None:
    assert asset("cms/not-collected.css") == "/static/cms/not-collected.css"


def test_absolute_addresses(settings: object) -> None:
    settings.SITE_URL = "https://example.gov.vn"
    assert absolute("/tin-tuc/") == "https://example.gov.vn/tin-tuc/"
    assert absolute("https://kho.example/anh.png") == "https://kho.example/anh.png"


def test_a_file_link_says_type_and_size(site: SimpleNamespace) -> None:
    template = Template("{% load files %}{% file_link document label %}")
    with translation.override("vi"):
        html = template.render(Context({"document": site.document.file, "label": "<Kế hoạch>"}))
    assert "PDF, 1,2\xa0MB" in html and "&lt;Kế hoạch&gt;" in html
    assert site.document.file.url in html


def test_a_lost_file_still_has_its_type(db: None) -> None:
    document = factories.document()
    document.file.storage.delete(document.file.name)
    assert file_note(document.file) == "PDF"


def test_json_ld_cannot_leave_its_element(site: SimpleNamespace, client: Client) -> None:
    html = client.get(site.hostile.url).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert block is not None
    data = json.loads(block[1])
    assert data["@type"] == "NewsArticle" and SCRIPT in data["headline"]
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("home", "WebSite"), ("news", "NewsArticle"), ("event", "Event"), ("document", "DigitalDocument")],
)
def test_json_ld_of_each_kind(site: SimpleNamespace, client: Client, kind: str, type_: str) -> None:
    html = client.get(getattr(site, kind).url).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    data = json.loads(block[1])
    assert (data["@context"], data["@type"]) == ("https://schema.org", type_)
    assert data["publisher"]["@type"] == "GovernmentOrganization"
    assert data["url"].startswith("http://testserver/")


def test_kinds_that_say_nothing_have_no_data_block(site: SimpleNamespace) -> None:
    assert json_ld(site.page, shell_of(None)) == ""


def test_share_links_carry_the_address_and_load_nothing(site: SimpleNamespace) -> None:
    links = dict(share_links(site.news))
    assert set(links) == {"Zalo", "Facebook", "Thư điện tử"}
    assert "http%3A%2F%2Ftestserver" in links["Facebook"]
    assert links["Thư điện tử"].startswith("mailto:?subject=Xe%20loa")


def test_what_is_not_listed_is_counted_by_its_own_word() -> None:
    many = [f"Nơi {number}" for number in range(5)]
    entry = Entry(None, "", None, audiences=many, regions=many)
    assert entry.whom == "Nơi 0; Nơi 1; Nơi 2; 2 nhóm khác"
    assert entry.where == "Nơi 0; Nơi 1; Nơi 2; 2 địa bàn khác"
