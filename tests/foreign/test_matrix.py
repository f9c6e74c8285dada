"""Nothing of another department is told or changed: each role asks each address for its objects."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from campaigns.models import NewsPage
from campaigns.reuse.register import FOLLOW_UP_ROLES
from cms.accounts.models import Role
from tests import factories
from tests.foreign.asking import Asker
from tests.foreign.objects import ADMINISTERED, FOREIGN, USED, WORD
from tests.foreign.world import World

pytestmark = pytest.mark.django_db
NOBODY = "Người đọc"
ROLES = [
    *(str(role) for role in Role if role != Role.ADMINISTRATOR),
    "Quản trị",
    "Biên tập toàn trang",
    NOBODY,
]
STRONG = (str(Role.EDITOR), "Biên tập toàn trang", NOBODY)
# Addresses that rightly tell or change something, each with its reason.
ALLOWED = {
    r".* POST /admin/de-nghi-thu-hoi/710001/": "all staff may ask that a published text is withdrawn",
    r".* GET /admin/ho-so-duyet/kiem-toan/": "the chain is checked whole, by whoever follows up (rule 43)",
    r"duyet GET /admin/nhat-ky-an-ninh/": "approvers read the names of accounts in the log (rule 110)",
    r"Quản trị .* /admin/(users|cong|snippets/(accounts|search|vocabulary))/": "lists of the administrator",
    r"Biên tập toàn trang .* /admin/snippets/editorial/": "shared records of the site's editors",
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def secrets_from(role: str) -> list[str]:
    """What may not be told to the role (rule 86)."""
    found = [WORD]
    if role != "Quản trị":
        found.append(ADMINISTERED)
    if role not in (*map(str, (*FOLLOW_UP_ROLES, Role.READER)), "Biên tập toàn trang"):
        found.append(USED)
    return found


def is_allowed(role: str, method: str, address: str, found: list[str]) -> bool:
    if WORD in found and "kiem-toan" not in address:
        return False
    return any(re.match(pattern, f"{role} {method} {address}") for pattern in ALLOWED)


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_a_neighbour_is_told_or_changed(world: World, role: str) -> None:
    asker, secrets, wrong = Asker(world.people.get(role)), secrets_from(role), []

    def ask(method: str, address: str, data: dict[str, str]) -> None:
        found = asker.ask(method, address, data, secrets)
        if found and not is_allowed(role, method, address, found):
            asked = f"{role} {method} {address}{'?' if data else ''}{next(iter(data), '')}"
            wrong.append(f"{asked} {asker.status}: {', '.join(found)}")

    for address in world.addresses:
        # Readers' pages are the same for all; one who works elsewhere sees no more of them than nobody.
        if address.startswith("/admin/") == (role == NOBODY) and role != Role.EDITOR:
            continue
        ask("GET", address, {})
        if asker.status == 200:
            for query in world.queries(address):
                ask("GET", address, query)
        # What an editor is refused when it is read is asked of the weaker roles by reading only.
        if role in STRONG or asker.status in (200, 405):
            ask("POST", address, world.form)
    assert not wrong, "\n".join(wrong)


def test_the_neighbour_s_own_editor_is_told(world: World) -> None:
    """Otherwise the matrix would hold because nothing is there."""
    editor = factories.staff(Role.EDITOR, NewsPage.objects.get(pk=FOREIGN).get_parent().get_parent())
    found = Asker(editor).ask("GET", f"/admin/pages/{FOREIGN}/history/", {}, [WORD])
    assert found == [WORD] and len(world.addresses) > 400
