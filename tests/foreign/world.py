"""The two departments, and each address with the values that lead to the neighbour's objects."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from campaigns.models import DepartmentPage, HomePage, NewsPage
from cms.accounts.models import Role
from cms.vocabulary.models import Topic
from tests import factories
from tests.addresses import filled, plain, routes
from tests.foreign.objects import FOREIGN, LIVE, PRIVATE, SEEK, neighbour

# Routes whose first number is the key of a page.
OF_PAGES = re.compile(
    r"^admin/(pages|choose-page|api/main/pages|cong/(bai|dang-tay)|thu-hoi/trang|de-nghi)|page"
)
KEY = str(FOREIGN)


class World:
    """A department that asks, and one that is asked about."""

    def __init__(self) -> None:
        department = DepartmentPage.objects.get(title="Sở thử nghiệm")
        root = HomePage.objects.get().get_parent()
        site_roles = {"Quản trị": Role.ADMINISTRATOR, "Biên tập toàn trang": Role.EDITOR}
        self.people: dict[str, Any] = {
            str(role): factories.staff(role, department) for role in Role if role != Role.ADMINISTRATOR
        }
        self.people |= {name: factories.staff(role, root) for name, role in site_roles.items()}
        self.neighbour = neighbour()
        self.section = str(factories.section(department, "tin-tuc").pk)
        topics = [Topic.objects.exclude(pk=FOREIGN)[0]]
        self.draft = str(factories.draft(NewsPage, department, title="Bài của mình", topics=topics).pk)
        self.addresses = sorted({address for route in self._routes() for address in self._filled(route)})
        # What a form may send, whatever its fields are called.
        self.form = {
            **dict.fromkeys(("id", "ids", "pages", "page", "collection", "revision_id", "image"), KEY),
            **dict.fromkeys(("parent_page", "new_parent_page", "chosen_parent", "destination"), self.section),
            **dict.fromkeys(("destination_page_id", "parent_page_id"), self.section),
            **dict.fromkeys(("title", "name", "new_title", "comment", "reason", "note", "text"), "Đổi"),
            **dict.fromkeys(("slug", "new_slug"), "doi"),
            **dict.fromkeys(("action-publish", "confirm", "import", "overwrite", "remove", "recursive"), "1"),
            "restriction_type": "login",
            "how": "dang-tai",
        }

    def queries(self, address: str) -> Iterator[dict[str, str]]:
        """What a list or chooser is asked for; nothing where the address names an object."""
        if re.search(r"/\d+/", address) and "choose-page" not in address:
            return
        if "/api/" not in address:
            yield {**dict.fromkeys(("id", "ids", "parent"), KEY), "q": SEEK}
            return
        # An unknown parameter is an error there.
        yield {"search": SEEK}
        if "/pages/" in address:
            for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
                yield {name: KEY}

    def _routes(self) -> Iterator[str]:
        """Each route once: of lists the page, not the part that is loaded anew; of snippets that have
        nothing of the neighbour's the first."""
        seen = set()
        for route, pattern in routes():
            # Signing out would end the session, and what is caught by the last route is no address.
            if route.startswith(("admin/logout", "admin/^.*")) or str(pattern.name).endswith("results"):
                continue
            kind = re.match(r"admin/snippets/(?:choose/)?(\w+)/(\w+)/", route)
            if kind and not apps.get_model(*kind.groups())._base_manager.filter(pk=FOREIGN).exists():
                same = (getattr(pattern.callback, "view_class", None), pattern.name)
                if same in seen:
                    continue
                seen.add(same)
            yield plain(route)

    def _filled(self, route: str) -> Iterator[str]:
        if "<model>" not in route:
            return filled(route, lambda name, place: self._values(route, name, place))
        if "<model>/<action>" in route:
            models = _bulk_actions()
            route = route.replace("<model>/<action>", "<model>")
        elif route.startswith("admin/settings"):
            models = ["cms/sitesettings", "search/searchsettings"]
        else:
            models = ["campaigns/newspage", "wagtailcore/page", "campaigns/alert"]
        return filled(
            route, lambda name, place: models if name == "model" else self._values(route, name, place)
        )

    def _values(self, route: str, name: str, place: int) -> Sequence[str]:
        """Values for a parameter; a second number belongs to a foreign object, whosever the first one is."""
        known: dict[str, Sequence[str]] = {
            "code": self.neighbour.codes,
            "raw_code": [self.neighbour.codes[0], self.neighbour.codes[2]],
            "filename": [self.neighbour.document],
            "path": self.neighbour.paths,
            "filter_spec": ["width-100"],
            "media_type": ["audio"],
            "revision_id_a": ["earliest", KEY],
            "revision_id_b": ["latest"],
            "destination_id": [KEY, self.section],
        }
        if name in known:
            return known[name]
        if name == "name" and route.startswith("tep/"):
            return self.neighbour.files
        if name == "action_name":
            return list(PagesAdminAPIViewSet.actions) if "api/" in route else ["approve", "reject"]
        if not name.endswith(("pk", "_id")):
            return ["x"]
        is_page = place == 0 and OF_PAGES.search(route)
        if not is_page:
            return [KEY]
        # One's own page only together with something foreign.
        return [KEY, str(LIVE), str(PRIVATE), *([self.draft] if route.count("<") > 1 else [])]


def _bulk_actions() -> list[str]:
    bulk_action_registry.get_bulk_actions_for_model("", "")
    return [
        f"{app}/{model}/{action}"
        for app, by_model in bulk_action_registry.actions.items()
        for model, actions in by_model.items()
        for action in actions
    ]
