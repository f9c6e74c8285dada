"""The shell around every page: agency, menu, alert, hotline, quick exit, breadcrumbs.

It costs four queries (settings, pages, alert, hotline) once a request. Without a database readers still
get 111 and the quick exit.
"""

import logging
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import DatabaseError
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from campaigns.models import Alert, Hotline
from cms.models import SiteSettings
from cms.searchable import SEARCH_PATH
from cms.visibility import open_to_all

logger = logging.getLogger(__name__)

HOTLINE = "111"
EXIT_URL: str = SiteSettings._meta.get_field("exit_url").default


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the menu, the sections or the breadcrumbs."""

    label: str
    url: str
    kind: str = ""
    current: bool = False


@dataclass
class Shell:
    """Everything that the base template shows around a page."""

    settings: SiteSettings
    hotline: Hotline
    alert: Alert | None = None
    alert_url: str = ""
    home: Link | None = None
    english: Link | None = None
    menu: list[Link] = field(default_factory=list)
    sections: list[Link] = field(default_factory=list)
    pages: list[Link] = field(default_factory=list)
    departments: list[Link] = field(default_factory=list)
    crumbs: list[Link] = field(default_factory=list)

    search_path = SEARCH_PATH

    @cached_property
    def by_kind(self) -> dict[str, Link]:
        """The sections under the home page: ``shell.by_kind.canh_bao`` in templates."""
        return {link.kind.replace("-", "_"): link for link in self.sections}


def fallback_hotline() -> Hotline:
    """The number 111 without a record, for when none can be read or published."""
    return Hotline(number=HOTLINE)


def fallback_shell() -> Shell:
    """A shell with default settings, for when the database does not answer."""
    return Shell(SiteSettings(), fallback_hotline())


def shell_of(request: HttpRequest | None, page: Page | None = None) -> Shell:
    """The shell of the request, built once; a database that does not answer gives the fallback."""
    cached = getattr(request, "_shell", None)
    if cached is not None:
        return cached
    try:
        shell = _build(request, page)
    except DatabaseError:
        logger.exception("The shell of the page could not be read")
        shell = fallback_shell()
    if request is not None:
        request._shell = shell  # type: ignore[attr-defined]
    return shell


def _build(request: HttpRequest | None, page: Page | None) -> Shell:
    site = Site.find_for_request(request) if request else None
    site = site or Site.objects.select_related("root_page").filter(is_default_site=True).first()
    settings = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    # Without a primary hotline show 111, because no other number can replace it.
    shell = Shell(settings, Hotline.objects.main() or fallback_hotline())
    places = [*_ancestor_paths(page), page.path] if page else []
    shell.alert = Alert.objects.current(timezone.now()).for_paths(places).first()
    if site:
        _add_pages(shell, site.root_page, request, page)
    return shell


def _add_pages(shell: Shell, root: Page, request: HttpRequest | None, page: Page | None) -> None:
    """Add menu, children of the home page, English page, page of the alert and breadcrumbs in one query."""
    chosen = [
        (item["value"]["page"], item["value"].get("label") or "")
        for item in shell.settings.menu.raw_data
        if item["type"] == "link"
    ]
    above = _ancestor_paths(page) if page else []
    english = shell.settings.english_page_id
    alert = shell.alert.page_id if shell.alert else None
    rows = (
        Page.objects.filter(open_to_all())
        .filter(
            Q(pk__in=[key for key, _label in chosen])
            | Q(pk__in=[root.pk, english or root.pk, alert or root.pk])
            | Q(path__in=above)
            | Q(path__startswith=root.path, depth=root.depth + 1)
        )
        .annotate(
            kind=F("sectionpage__kind"),
            department=F("departmentpage__pk"),
            ordinary=F("standardpage__pk"),
            hotlines=F("hotlinepage__pk"),
        )
        .order_by("path")
    )
    found = {row.pk: row for row in rows}
    here = page.path if page else ""

    def link(row: Any, label: str = "") -> Link:
        at_home = row.pk == root.pk
        current = here == row.path or (not at_home and bool(here) and here.startswith(row.path))
        return Link(label or row.title, row.get_url(request) or "/", row.kind or "", current)

    if root.pk in found:
        shell.home = link(found[root.pk])
    if alert in found:
        shell.alert_url = link(found[alert]).url
    if english in found:
        shell.english = link(found[english])
    children = [row for row in found.values() if row.depth == root.depth + 1 and row.is_descendant_of(root)]
    shell.sections = [link(row) for row in children if row.kind]
    shell.pages = [link(row) for row in children if row.ordinary or row.hotlines]
    shell.departments = [link(row) for row in children if row.department]
    shell.menu = [link(found[key], label) for key, label in chosen if key in found] or shell.sections
    shell.crumbs = [link(row) for row in found.values() if row.path in above]


def _ancestor_paths(page: Page) -> list[str]:
    """Tree paths of the ancestors of the page from the home page down, without the root."""
    path = page.path or ""
    return [path[:end] for end in range(2 * page.steplen, len(path), page.steplen)]
