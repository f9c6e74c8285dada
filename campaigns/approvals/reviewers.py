"""The people who can take the next steps on a page, and the steps that nobody could take (rule 125)."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from campaigns.approvals import authorship, roles, rules
from campaigns.approvals.content_hash import page_hash
from cms.accounts.models import Role, RoleGroup, User

MAX_NAMES = 3


def able_to_decide(state: TaskState) -> list[User]:
    """The active users who may decide on the state of a workflow task."""
    task = state.task.specific
    disqualified = task.disqualified_users([state]).get(state.pk, set())
    people = roles.users_with_role(state.workflow_state.content_object, task.role).order_by("pk")
    return [person for person in people if person.pk not in disqualified]


def names(people: Iterable[User]) -> str:
    """Full names, or user names, of at most three people, and how many others there are."""
    shown = [person.get_full_name() or person.username for person in people]
    text = ", ".join(shown[:MAX_NAMES])
    if len(shown) > MAX_NAMES:
        text += _(" và %(n)d người nữa") % {"n": len(shown) - MAX_NAMES}
    return text


def unit_name(page: Page) -> str:
    """Title of the department whose groups decide about the page; "Toàn trang" outside departments."""
    return str(owner(page).title) if not owner(page).is_root() else _("Toàn trang")


def owner(page: Page) -> Page:
    """The nearest page at or above the page that has role groups, else the root."""
    step = page.steplen
    paths = [page.path[:end] for end in range(step, len(page.path) + 1, step)]
    groups = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR).filter(page__path__in=paths)
    nearest = groups.select_related("page").order_by("-page__depth").first()
    return nearest.page if nearest else Page.objects.get(depth=1)


def missing_reviewers(place: Page, author: Any, is_new: bool = False) -> str:
    """Sentence that names the step nobody could take if the author submitted the page; "" when none.

    ``place`` is the page, or the parent of a new one. Whoever wrote the text, and the author, count for no
    decision on it; appraisal and approval need two people (rule 32).
    """
    writers = {author.pk} if is_new else authorship.authors(place) | {author.pk}
    appraisers, approvers = (
        set(_signing_in(place, role).exclude(pk__in=writers).values_list("pk", flat=True))
        for role in (Role.APPRAISER, Role.APPROVER)
    )
    role = None
    if not is_new and rules.is_approved(place, page_hash(place)):
        # Approved before, the text goes straight to publication.
        pass
    elif not appraisers:
        role = Role.APPRAISER
    elif not approvers or len(appraisers | approvers) == 1:
        role = Role.APPROVER
    if role is None and not _signing_in(place, Role.EDITOR).exists():
        role = Role.EDITOR
    return "" if role is None else _sentence(role, place)


def _signing_in(place: Page, role: str) -> QuerySet[User]:
    """Users with the role who have set a password: others cannot sign in to decide."""
    people = roles.users_with_role(place, role)
    return people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def _sentence(role: str, place: Page) -> str:
    who = {
        Role.APPRAISER: _("người thẩm định (khác người soạn)"),
        Role.APPROVER: _("người duyệt (khác người soạn và người thẩm định)"),
        Role.EDITOR: _("người công bố"),
    }[Role(role)]
    group = roles.role_groups(place, role).select_related("group").first()
    sentence = _(
        "Chưa trình được: “%(unit)s” chưa có %(who)s cho bài này. Bản nháp vẫn lưu được; "
        "xin báo người quản trị thêm người vào nhóm “%(group)s”."
    )
    return sentence % {
        "unit": unit_name(place),
        "who": who,
        "group": group.group.name if group else Role(role).label,
    }
