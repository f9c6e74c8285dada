"""Demo accounts, and the publication of demo pages by them through the workflow."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from wagtail.models import Page

from campaigns.approvals import content_hash
from campaigns.models import PrivacyCheck
from cms.accounts.models import Organisation, Role, RoleGroup

MAIN_DEPARTMENT = "cao-bang"
# (user name, role, family name, given name, post); names of functions instead of people.
ACCOUNTS = (
    ("tuyentruyen", Role.COMMUNICATOR, "Tuyên truyền viên", "Xã", "Cán bộ văn hóa xã"),
    ("vanphong", Role.EDITOR, "Biên tập", "Văn phòng", "Chuyên viên Văn phòng Sở"),
    ("thamdinh", Role.APPRAISER, "Thẩm định", "Nội dung", "Phòng Quản lý văn hóa và gia đình"),
    ("lanhdao", Role.APPROVER, "Lãnh đạo", "Sở", "Phó Giám đốc Sở"),
    ("loaxa", Role.STATION, "Đài truyền thanh", "Xã", "Phụ trách đài"),
    ("tonghop", Role.CONSOLIDATOR, "Tổng hợp", "Báo cáo", "Thanh tra Sở"),
    ("bcd138", Role.READER, "Ban Chỉ đạo", "138", "Thường trực Ban Chỉ đạo 138"),
)
# Organisations of accounts that do not belong to the organisation of the department.
OTHER_ORGANISATIONS = {
    "tuyentruyen": "ubnd-xa-dam-thuy",
    "loaxa": "dai-truyen-thanh-dam-thuy",
    "vanphong": "van-phong-so-cao-bang",
    "bcd138": "bcd-138-cao-bang",
}
# Also an editor of the site: hotlines, themes, the home page.
SITE_EDITOR = "vanphong"
# A deputy signs for the head: «KT. Giám đốc, Phó Giám đốc» (rule 32).
SIGNING = {"capacity": "KT."}
ADMINISTRATOR = ("quantri", Role.ADMINISTRATOR, "Quản trị", "Hệ thống", "Quản trị hệ thống")
REVIEW_ROLES = (Role.EDITOR, Role.APPRAISER, Role.APPROVER)


class Staff:
    """The accounts by department and role; the key of the site itself is ""."""

    def __init__(self, departments: dict[str, Page], organisations: dict[str, Organisation]) -> None:
        self.organisations = organisations
        self.accounts: dict[str, dict[str, Any]] = {}
        main = departments[MAIN_DEPARTMENT]
        self.accounts[MAIN_DEPARTMENT] = {
            role: self.account(name, role, main, family, given, post)
            for name, role, family, given, post in ACCOUNTS
        }
        root = Page.objects.get(depth=1)
        name, role, family, given, post = ADMINISTRATOR
        self.account(name, role, root, family, given, post)
        for key, page in {"": root, **departments}.items():
            if key != MAIN_DEPARTMENT:
                place = page.title[:80] if key else "Toàn trang"
                self.accounts[key] = {
                    role: self.account(
                        f"{key or 'trang'}-{role}", role, page, str(Role(role).label), place, "", False
                    )
                    for role in REVIEW_ROLES
                }

    def account(
        self, name: str, role: str, page: Page, family: str, given: str, post: str, can_log_in: bool = True
    ) -> Any:
        """Get or create an account with one role; without ``can_log_in`` it has no usable password."""
        user, created = get_user_model().objects.get_or_create(
            username=name,
            defaults={
                "last_name": family,
                "first_name": given,
                "post": post,
                "is_demo": True,
                "password": make_password(settings.DEMO_PASSWORD if can_log_in else None),
                "organisation": self.organisations.get(OTHER_ORGANISATIONS.get(name, ""))
                or getattr(page.specific, "organisation", None),
            },
        )
        if created:
            user.groups.add(RoleGroup.objects.get(role=role, page=page).group)
        if created and name == SITE_EDITOR:
            user.groups.add(RoleGroup.objects.get(role=role, page__depth=1).group)
        return user

    def author(self, department: str) -> Any:
        accounts = self.accounts[department]
        return accounts.get(Role.COMMUNICATOR, accounts[Role.EDITOR])

    def publish(self, page: Any, department: str) -> None:
        """Submit, appraise, approve and publish the page, each by the account with that role."""
        accounts = self.accounts[department]
        page.get_workflow().start(page, self.author(department))
        if page.needs_privacy_check:
            PrivacyCheck.objects.create(
                page=page,
                content_hash=content_hash.revision_hash(page.get_latest_revision()),
                checked_by=accounts[Role.APPRAISER],
                **dict.fromkeys(PrivacyCheck.QUESTIONS, True),
            )
        for role in (Role.APPRAISER, Role.APPROVER, Role.EDITOR):
            page = type(page).objects.get(pk=page.pk)
            is_deputy = role == Role.APPROVER and accounts[role].post.startswith("Phó")
            signing = SIGNING if is_deputy else {}
            task = page.current_workflow_task
            task.on_action(page.current_workflow_task_state, accounts[role], "approve", **signing)
