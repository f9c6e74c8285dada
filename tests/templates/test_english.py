"""Nothing a template says to readers is missing in English; fonts and static files are what they claim."""

import hashlib
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation import template as extraction

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES"
SHARED = ["base.html", "400.html", "403.html", "404.html", "500.html"]
FOLDERS = ["components", "blocks", "campaigns"]
CALL = re.compile(r"""\b(?:gettext|ngettext|_)\(\s*u?(?P<quote>['"])(?P<text>.*?)(?<!\\)(?P=quote)""", re.S)


def public_templates() -> list[Path]:
    folder = ROOT / "templates"
    return [folder / name for name in SHARED] + [
        path for name in FOLDERS for path in sorted((folder / name).glob("*.html"))
    ]


@pytest.mark.parametrize("path", public_templates(), ids=lambda path: path.name)
def test_every_text_of_a_template_is_in_the_english_catalogue(path: Path) -> None:
    entries = {entry.msgid for entry in polib.pofile(CATALOGUE / "django.po") if entry.translated()}
    calls = extraction.templatize(path.read_text(), origin=str(path))
    found = {match["text"].replace('\\"', '"').replace("%%", "%") for match in CALL.finditer(calls)}
    assert not {text for text in found if text} - entries


def test_the_compiled_catalogue_is_the_source() -> None:
    source, compiled = polib.pofile(CATALOGUE / "django.po"), polib.mofile(CATALOGUE / "django.mo")
    assert {entry.msgid: entry.msgstr for entry in source} == {
        entry.msgid: entry.msgstr for entry in compiled
    }


def test_web_fonts_are_those_of_the_readme() -> None:
    readme = (ROOT / "media" / "fonts" / "README.md").read_text()
    fonts = sorted((ROOT / "cms" / "static" / "cms" / "fonts").glob("*.woff2"))
    assert len(fonts) == 2
    for font in fonts:
        assert hashlib.sha256(font.read_bytes()).hexdigest() in readme
        assert font.stat().st_size < 26_000


def test_weight_of_the_script() -> None:
    assert (ROOT / "cms" / "static" / "cms" / "site.js").stat().st_size < 3_072
