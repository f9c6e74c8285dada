"""The shell around every page: agency, menu, alert, hotline, quick exit, breadcrumbs.

It is remembered until any of it changes (rule 135). Without a database readers still get 111 and the
quick exit.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from operator import attrgetter

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from campaigns.models import (
    Alert,
    DepartmentPage,
    HomePage,
    Hotline,
    HotlinePage,
    SectionPage,
    StandardPage,
)
from cms.models import SiteSettings
from cms.searchable import SEARCH_PATH
from cms.surroundings import remembered
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


@dataclass(frozen=True, slots=True)
class Place:
    """A page that others lead to: a page of the structure, or one that menu, settings or alerts name."""

    pk: int
    path: str
    depth: int
    title: str
    url: str
    kind: str
    role: str
    expire_at: datetime | None

    def is_above(self, path: str) -> bool:
        return path.startswith(self.path)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that stands around the pages of one site, whichever page is shown."""

    settings: SiteSettings
    hotline: Hotline
    alerts: list[Alert]
    places: list[Place]


@remembered
def _surroundings_of_sites() -> dict[int | None, Surroundings]:
    return {}


def _surroundings(site: Site | None) -> Surroundings:
    known = _surroundings_of_sites()
    key = site.pk if site else None
    if key not in known:
        known[key] = _read(site)
    return known[key]


def _read(site: Site | None) -> Surroundings:
    settings = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    # Without a primary hotline show 111, because no other number can replace it.
    hotline = Hotline.objects.main() or fallback_hotline()
    alerts = list(Alert.objects.not_over(timezone.now()).select_related("department"))
    named = {key for key, _label in _menu_of(settings)} | {alert.page_id for alert in alerts}
    named.add(settings.english_page_id)
    return Surroundings(settings, hotline, alerts, _places(site, named - {None}) if site else [])


def _menu_of(settings: SiteSettings) -> list[tuple[int, str]]:
    """(key of the page, label or "") of each link of the menu."""
    return [
        (item["value"]["page"], item["value"].get("label") or "")
        for item in settings.menu.raw_data
        if item["type"] == "link"
    ]


# The page types of the structure, and what they are in the shell.
ROLES: dict[type[Page], str] = {
    HomePage: "home",
    SectionPage: "section",
    DepartmentPage: "department",
    StandardPage: "standard",
    HotlinePage: "hotline",
}


def _places(site: Site, named: set[int | None]) -> list[Place]:
    """Every page of the structure, and those with the given keys, in the order of the tree."""
    types = ContentType.objects.get_for_models(*ROLES)
    roles = {types[model].pk: role for model, role in ROLES.items()}
    rows = (
        Page.objects.filter(open_to_all())
        # By keys and types, which have indexes: in the order of the tree all pages would be read.
        .filter(Q(pk__in=named | {site.root_page_id}) | Q(content_type__in=roles))
        .annotate(kind=F("sectionpage__kind"))
        .order_by()
    )
    return [
        Place(
            row.pk,
            row.path,
            row.depth,
            row.title,
            row.get_url(current_site=site) or "/",
            row.kind or "",
            roles.get(row.content_type_id, ""),
            row.expire_at,
        )
        for row in sorted(rows, key=attrgetter("path"))
    ]


def _build(request: HttpRequest | None, page: Page | None) -> Shell:
    site = Site.find_for_request(request) if request else None
    site = site or Site.objects.select_related("root_page").filter(is_default_site=True).first()
    around = _surroundings(site)
    shell = Shell(around.settings, around.hotline)
    here = (page.path or "") if page else ""
    above = _ancestor_paths(here)
    shell.alert = _current_alert(around.alerts, [*above, here])
    if site:
        _add_places(shell, around.places, site.root_page, here, above)
    return shell


def _current_alert(alerts: list[Alert], paths: list[str]) -> Alert | None:
    """The newest alert that is shown now on a page with these paths above it."""
    now = timezone.now()
    return next(
        (
            alert
            for alert in alerts
            if alert.window.contains(now) and (alert.department is None or alert.department.path in paths)
        ),
        None,
    )


def _add_places(shell: Shell, places: list[Place], root: Page, here: str, above: list[str]) -> None:
    """Add menu, children of the home page, English page, page of the alert and breadcrumbs."""
    now = timezone.now()
    found = {place.pk: place for place in places if place.expire_at is None or place.expire_at > now}

    def link(place: Place, label: str = "") -> Link:
        at_home = place.pk == root.pk
        current = here == place.path or (not at_home and bool(here) and place.is_above(here))
        return Link(label or place.title, place.url, place.kind, current)

    if root.pk in found:
        shell.home = link(found[root.pk])
    alert, english = shell.alert and shell.alert.page_id, shell.settings.english_page_id
    if alert in found:
        shell.alert_url = found[alert].url
    if english in found:
        shell.english = link(found[english])
    top = [place for place in found.values() if place.depth == root.depth + 1]
    children = [place for place in top if place.path.startswith(root.path)]
    shell.sections = [link(place) for place in children if place.kind]
    shell.pages = [link(place) for place in children if place.role in ("standard", "hotline")]
    shell.departments = [link(place) for place in children if place.role == "department"]
    menu = [(found[key], label) for key, label in _menu_of(shell.settings) if key in found]
    shell.menu = [link(place, label) for place, label in menu] or shell.sections
    shell.crumbs = [link(place) for place in found.values() if place.path in above]


def _ancestor_paths(path: str) -> list[str]:
    """Tree paths of the ancestors of a path from the home page down, without the root."""
    return [path[:end] for end in range(2 * Page.steplen, len(path), Page.steplen)]
