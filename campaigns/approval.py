"""Who may decide about a text, and which text may be live.

Rules (domain.md 7): nobody approves their own text; author, appraiser and approver are three
people, superusers included; a page is live only with a content that was approved for it; only
Văn phòng Sở publishes. They hold on every path because the page's own ``save`` and ``publish``
and the tasks' own ``on_action`` ask here.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet

from campaigns.models.approval import ApprovalRecord, Withdrawal
from campaigns.reach import NearestDeskTester
from cms.accounts.models import Role, RoleGroup

# What changes without anyone changing the text: keys, places in the tree, times, locks.
VOLATILE = {
    "alias_of",
    "code",
    "comments",
    "content_type",
    "depth",
    "draft_title",
    "expire_at",
    "expired",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "locale",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
    "path",
    "pk",
    "show_in_menus",
    "translation_key",
    "url_path",
    "wagtail_admin_comments",
}
STREAMS = {"body"}
_EMPTY: tuple[Any, ...] = (None, "", [], {})
TERMS = {"audience_items", "region_items", "topic_items", "channel_items", "movement_items"}


class PublicationRefused(PermissionDenied):
    """The text may not be live; the message says what to do."""


def content_hash(data: dict[str, Any]) -> str:
    """SHA-256 (hex) of a page's content as ``serializable_data`` gives it, volatile parts left out.

    What is empty is left out too, so a field that a later release adds changes no approved text.
    """
    content: dict[str, Any] = {}
    for name, value in data.items():
        if name in VOLATILE:
            continue
        if name in TERMS:
            content[name] = sorted(item["tag"] for item in value)
        elif name in STREAMS:
            # JSON as text; a database may give its keys back in another order.
            content[name] = json.loads(value)
        elif isinstance(value, list):
            content[name] = _children(value)
        else:
            content[name] = value
    text = json.dumps(_filled(content), sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _children(items: list[Any]) -> list[Any]:
    """Rows in their order without keys of the database; plain keys (many to many) have no order."""
    if not all(isinstance(item, dict) for item in items):
        return sorted(items)
    return [{name: value for name, value in item.items() if name not in ("pk", "page")} for item in items]


def _filled(value: Any) -> Any:
    """Without what is empty, at any depth; items of a list keep their places, and 0 is a figure."""
    if isinstance(value, list):
        return [_filled(item) for item in value]
    if isinstance(value, dict):
        filled = {name: _filled(item) for name, item in value.items()}
        return {name: item for name, item in filled.items() if item is not False and item not in _EMPTY}
    return value


def page_hash(page: Page) -> str:
    return content_hash(page.serializable_data())


def revision_hash(revision: Revision) -> str:
    """The hash of the page that the revision holds, without building it."""
    return content_hash(revision.content)


def draft_of(revision: Revision) -> Any:
    """The page that the revision holds; raises ``PublicationRefused`` when it names what is no more."""
    try:
        return revision.as_object()
    except Exception as error:  # modelcluster raises nothing narrower
        raise PublicationRefused(
            _("Bản này dẫn tới nội dung đã bị xóa. Mở lại, chọn nội dung khác rồi trình duyệt.")
        ) from error


def approval_for(page: Page, digest: str) -> ApprovalRecord | None:
    """The newest approval of this content for this page that was not withdrawn since."""
    if page.pk is None:
        return None
    records = ApprovalRecord.objects.filter(page_id=page.pk, content_hash=digest)
    last = Withdrawal.objects.filter(page_id=page.pk).first()
    if last:
        records = records.filter(approved_at__gt=last.withdrawn_at)
    return records.first()


def is_approved(page: Page, digest: str) -> bool:
    """Whether this content may be published as it is: approved, not withdrawn, still valid."""
    record = approval_for(page, digest)
    return record is not None and record.is_valid(timezone.localdate())


def require_approved(page: Page) -> ApprovalRecord:
    """The approval of this very content for this page; raises ``PublicationRefused`` without one."""
    record = approval_for(page, page_hash(page))
    if record is None:
        raise PublicationRefused(
            _("Nội dung này chưa được duyệt. Trình thẩm định, duyệt rồi công bố theo quy trình.")
        )
    return record


def require_publishable(page: Any) -> None:
    """Raise ``PublicationRefused`` when a rule of publication or of review stops this content."""
    if not require_approved(page).is_valid(timezone.localdate()):
        raise PublicationRefused(_("Thời hạn hiệu lực của lần duyệt này đã hết. Trình duyệt lại."))
    errors = page.publication_errors() + review_errors(page)
    if errors:
        raise PublicationRefused(" ".join(str(message) for _field, message in errors))


def call_off(page: Page, revision: Revision, reason: str) -> None:
    """Cancel a scheduled publication that a rule now stops, where its history says so.

    The scheduler must go on to the next page, and nobody may wait for a page that never comes.
    """
    revision.approved_go_live_at = None
    # Not ``save``, which reads the text first: what cannot be read is called off too.
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(instance=page, action="campaigns.publish.refused", revision=revision, data={"reason": reason})
    for user in holders(page, Role.EDITOR):
        if user.email:
            title = " ".join(page.title.split())
            user.email_user(_("Không công bố được: %(title)s") % {"title": title}, reason)


def review_errors(page: Any) -> list[tuple[str | None, Any]]:
    """What reviewers, not the author, still have to do before this content may be approved."""
    own = getattr(page, "review_errors", None)
    return own() if own else []


def require_publisher(page: Page, user: Any) -> None:
    """Raise unless the user publishes for this department; None is the scheduler."""
    if user is not None and not has_role(user, Role.EDITOR, page):
        raise PublicationRefused(_("Chỉ Văn phòng Sở của đơn vị này công bố nội dung."))


def role_groups(page: Page, role: str) -> QuerySet[RoleGroup]:
    """The group that holds the role for the page: its department's, or the site's outside of one.

    The nearest page with roles decides, so that the site's own editors decide nothing for a department.
    """
    step = page.steplen
    prefixes = [page.path[:end] for end in range(step, len(page.path) + step, step)]
    groups = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR).filter(page__path__in=prefixes)
    nearest = max((group.page.path for group in groups.select_related("page")), key=len, default="")
    return groups.filter(role=role, page__path=nearest)


def has_role(user: Any, role: str, page: Page) -> bool:
    return bool(user.is_active) and role_groups(page, role).filter(group__user=user).exists()


def held_by(user: Any, role: str, pages: Iterable[Page]) -> list[Page]:
    """Those pages for which the user holds the role; as ``has_role``, for many pages at once."""
    groups = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR)
    paths = set(groups.values_list("page__path", flat=True))
    own = set(groups.filter(role=role, group__user=user).values_list("page__path", flat=True))
    if not user.is_active or not own:
        return []
    nearest = {
        page: max((path for path in paths if page.path.startswith(path)), key=len, default="")
        for page in pages
    }
    return [page for page, path in nearest.items() if path in own]


def holders(page: Page, role: str) -> QuerySet[Any]:
    """The active users who hold the role for the page."""
    return (
        get_user_model()
        .objects.filter(is_active=True, groups__role_group__in=role_groups(page, role))
        .distinct()
    )


def all_holders(role: str) -> QuerySet[Any]:
    """The active users who hold the role anywhere."""
    return get_user_model().objects.filter(is_active=True, groups__role_group__role=role).distinct()


def relied_on(pages: PageQuerySet) -> PageQuerySet:
    """Those pages whose words were public and neither taken back nor over: somebody may carry them.

    They are withdrawn, never deleted, or nobody who uses them would hear of it.
    """
    taken = Withdrawal.objects.filter(page_id=OuterRef("page_id"), withdrawn_at__gte=OuterRef("approved_at"))
    records = ApprovalRecord.objects.filter(~Exists(taken), page_id=OuterRef("pk"))
    valid = records.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))
    return pages.filter(
        Exists(valid) | Q(live=True) & Exists(records), first_published_at__isnull=False, expired=False
    )


class KeepingTester(NearestDeskTester):
    """Nobody deletes what others rely on, superusers included."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not super().can_delete(ignore_bulk):
            return False
        return not relied_on(self.page.get_descendants(inclusive=True)).exists()

    def can_move(self) -> bool:
        # Wagtail's own answer, which is that of deleting without the above: a moved page is still there.
        return super().can_delete(ignore_bulk=True)


class ContentPermissionTester(KeepingTester):
    """Content goes live through the workflow only."""

    def can_publish(self) -> bool:
        return False

    def publishes(self) -> bool:
        return has_role(self.user, Role.EDITOR, self.page)

    def can_set_view_restrictions(self) -> bool:
        return self.publishes()

    def can_unschedule(self) -> bool:
        return self.publishes()

    def can_unpublish(self) -> bool:
        # A lock keeps the text from being changed, not from being taken down.
        if not self.page.live:
            return False
        return self.publishes() or has_role(self.user, Role.APPROVER, self.page)


class StructurePermissionTester(KeepingTester):
    """No content is created and published in one go."""

    def can_publish_subpage(self) -> bool:
        return False
