"""Screens of the admin: icons that exist, lists and forms that speak the users' language."""

import re
from importlib.resources import files
from pathlib import Path

from django.db import models
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import get_snippet_models

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for folder in ("campaigns", "cms", "media", "search", "templates")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".html")
]
ICON = re.compile(r"""(?:\bicon|icon_name|icon name|icon=icon name) ?= ?["']([a-z][a-z0-9-]+)["']""")


def icons() -> set[str]:
    """The icons that Wagtail registers, and wagtailmedia's."""
    folders = [files("wagtail.admin") / "templates/wagtailadmin/icons"]
    folders.append(files("wagtailmedia") / "templates/wagtailmedia/icons")
    found = [file.name for folder in folders if folder.is_dir() for file in folder.iterdir()]
    return {name.removesuffix(".svg") for name in found}


def test_every_icon_exists() -> None:
    known = icons()
    used = {name: path for path in SOURCES for name in ICON.findall(path.read_text(encoding="utf-8"))}
    assert {name: path.name for name, path in used.items() if name not in known} == {}


def test_required_fields_are_asked_for_by_us_not_by_the_browser() -> None:
    """A browser speaks the language that it was installed in."""
    forms = re.compile(r"<form\b[^>]*>(?=(?:(?!</form>).)*formattedfield)", re.DOTALL)
    asking = {
        path.name
        for path in (ROOT / "templates").rglob("*.html")
        for tag in forms.findall(path.read_text(encoding="utf-8"))
        if "novalidate" not in tag
    }
    assert asking == set()


def test_no_list_of_records_says_true_or_false() -> None:
    lists = [one for one in viewsets.viewsets if isinstance(getattr(one, "list_display", None), list)]
    shown = {one.model: one.list_display for one in lists}
    shown |= {
        model: model.snippet_viewset.list_display
        for model in get_snippet_models()
        if isinstance(model.snippet_viewset.list_display, list)
    }
    assert len(shown) > 5
    plain = {
        f"{model.__name__}.{name}"
        for model, names in shown.items()
        for name in names
        if isinstance(name, str)
        and name in {field.name for field in model._meta.get_fields()}
        and isinstance(model._meta.get_field(name), models.BooleanField)
    }
    assert plain == set()
