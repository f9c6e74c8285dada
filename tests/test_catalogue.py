"""The Vietnamese catalogue of the third-party strings: complete, faithful, compiled, in use."""

import importlib.util
import json
import re
import unicodedata
from datetime import timedelta
from pathlib import Path

import polib
import pytest
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.views.i18n import JSONCatalog

SCRIPT = Path(__file__).resolve().parent.parent / "bin" / "admin_catalogue.py"
SPEC = importlib.util.spec_from_file_location("admin_catalogue", SCRIPT)
assert SPEC and SPEC.loader
catalogue = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(catalogue)

DOMAINS = pytest.mark.parametrize("domain", catalogue.DOMAINS)
MARKS = re.compile(r"%\(\w+\)[a-z]|%[a-z]\b|\{\w*\}|</?\w[^>]*>|^\s+|\s+$")


def entries(domain: str) -> list[polib.POEntry]:
    return catalogue.load(catalogue.TARGET / f"{domain}.po")


@DOMAINS
def test_every_collected_string_is_translated(domain):
    strings, untranslated = catalogue.collect(domain)
    ours = {catalogue.key_of(entry) for entry in entries(domain) if catalogue.text_of(entry)}
    assert untranslated - ours == set()
    assert ours - set(strings) == set()


@DOMAINS
def test_translations_keep_placeholders_tags_and_edges(domain):
    def marks(*texts):
        return {mark for text in texts for mark in MARKS.findall(text)}

    for entry in entries(domain):
        expected = marks(entry.msgid, entry.msgid_plural)
        assert marks(catalogue.text_of(entry)) == expected, entry.msgid


@DOMAINS
def test_translations_are_nfc(domain):
    for entry in entries(domain):
        assert unicodedata.is_normalized("NFC", catalogue.text_of(entry)), entry.msgid


@DOMAINS
def test_mo_file_is_the_compiled_po_file(domain):
    po = polib.pofile(str(catalogue.TARGET / f"{domain}.po"))
    assert (catalogue.TARGET / f"{domain}.mo").read_bytes() == po.to_binary()


@pytest.mark.parametrize("count", [1, 5])
def test_strings_show_in_vietnamese(count):
    submit = "Submit to %(workflow_name)s"
    digits = [f"Ensure that there are no more than %(max)s digit{s} in total." for s in ("", "s")]
    ago = timezone.now() - timedelta(hours=count, minutes=1)
    with translation.override("vi"):
        assert gettext(submit) == "Trình duyệt theo %(workflow_name)s"
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", count).startswith("Xóa %(")
        assert ngettext(*digits, count).startswith("Đảm bảo")  # a plural Django translates
        assert naturaltime(ago) == f"{count}\xa0giờ trước"
    with translation.override("en"):
        assert gettext(submit) == submit


def test_javascript_strings_show_in_vietnamese(rf):
    with translation.override("vi"):
        response = JSONCatalog.as_view(packages=["wagtail.admin"])(rf.get("/"))
    strings = json.loads(response.content)["catalog"]
    assert strings["Retry"] == "Thử lại"
    assert strings["%(num)s error"] == ["%(num)s lỗi"]
