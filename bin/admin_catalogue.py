#!/usr/bin/env python3
"""Maintain the Vietnamese catalogue of the third-party strings of the admin.

Collects the strings which Wagtail, wagtailmedia, taggit and Django ship without a
Vietnamese translation, merges them with the translations in locale/vi/LC_MESSAGES
and compiles the result. A string translated upstream but also present in our file is
kept (our wording wins); a string which no longer exists upstream is dropped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import polib

TARGET = Path(__file__).resolve().parent.parent / "locale" / "vi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
PACKAGES = ("wagtail", "wagtailmedia", "taggit", "django")
SKIPPED = {"wagtail/contrib/styleguide"}
DJANGO = {"conf", "contrib/auth", "contrib/contenttypes", "contrib/humanize"}
METADATA = {
    "Project-Id-Version": "chung-tay",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
Key = tuple[str, str]


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgid, entry.msgctxt or ""


def text_of(entry: polib.POEntry) -> str:
    """Return the translation (Vietnamese has one plural form), "" if there is none."""
    if not entry.translated():
        return ""
    return str(entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr)


def load(path: Path) -> list[polib.POEntry]:
    if not path.exists():
        return []
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def source_folders() -> Iterator[tuple[str, Path]]:
    """Yield the name ("wagtail/admin") and the locale folder of every source."""
    for package in PACKAGES:
        root = Path(str(files(package)))
        for locale in sorted(root.rglob("locale")):
            name = locale.parent.relative_to(root.parent).as_posix()
            wanted = package != "django" or name.removeprefix("django/") in DJANGO
            if wanted and name not in SKIPPED and (locale / "en").is_dir():
                yield name, locale


def collect(domain: str) -> tuple[dict[Key, polib.POEntry], set[Key]]:
    """Return all the strings of a domain, and those untranslated upstream."""
    strings: dict[Key, polib.POEntry] = {}
    untranslated: set[Key] = set()
    for name, locale in source_folders():
        vietnamese = load(locale / "vi" / "LC_MESSAGES" / f"{domain}.po")
        done = {key_of(entry) for entry in vietnamese if text_of(entry)}
        for source in load(locale / "en" / "LC_MESSAGES" / f"{domain}.po"):
            key = key_of(source)
            new = polib.POEntry(msgid=source.msgid, msgctxt=source.msgctxt)
            entry = strings.setdefault(key, new)
            entry.msgid_plural = entry.msgid_plural or source.msgid_plural
            entry.flags = sorted({*entry.flags, *source.flags} - {"fuzzy"})
            entry.occurrences = sorted({*entry.occurrences, (name, "")})
            if key not in done:
                untranslated.add(key)
    return strings, untranslated


def merge(domain: str) -> polib.POFile:
    """Return the catalogue as it should be: the current strings, our translations."""
    ours = {key_of(entry): text_of(entry) for entry in load(TARGET / f"{domain}.po")}
    strings, untranslated = collect(domain)
    catalogue = polib.POFile(wrapwidth=88)
    catalogue.metadata = METADATA
    for key in sorted(strings):
        entry, text = strings[key], ours.get(key, "")
        if text or key in untranslated:
            entry.msgstr = "" if entry.msgid_plural else text
            entry.msgstr_plural = {0: text} if entry.msgid_plural else {}
            catalogue.append(entry)
    return catalogue


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--missing", action="store_true", help="only count untranslated strings")
    parser.add_argument("--check", action="store_true", help="exit 1 if missing or stale")
    options = parser.parse_args()
    failed = False
    for domain in DOMAINS:
        po, mo = TARGET / f"{domain}.po", TARGET / f"{domain}.mo"
        catalogue = merge(domain)
        if not (options.missing or options.check):
            catalogue.save(str(po))
            mo.write_bytes(catalogue.to_binary())
        missing = sum(not text_of(entry) for entry in catalogue)
        stale = not mo.exists() or mo.read_bytes() != polib.pofile(str(po)).to_binary()
        print(f"{domain}: {missing} of {len(catalogue)} missing" + ", .mo out of date" * stale)
        failed = failed or stale or missing > 0
    return int(failed and options.check)


if __name__ == "__main__":
    sys.exit(main())
