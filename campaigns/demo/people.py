"""The demo accounts, and the workflow as they walk it."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from wagtail.models import Page

from campaigns.approvals import content_hash
from campaigns.models import NewsPage, PrivacyCheck
from cms.accounts.models import Organisation, Role, RoleGroup

# (user name, role, family name, given name, post): invented names of functions, not of people.
HOST = "cao-bang"
ACCOUNTS = (
    ("tuyentruyen", Role.COMMUNICATOR, "Tuyên truyền viên", "Xã", "Cán bộ văn hóa xã"),
    ("vanphong", Role.EDITOR, "Biên tập", "Văn phòng", "Chuyên viên Văn phòng Sở"),
    ("thamdinh", Role.APPRAISER, "Thẩm định", "Nội dung", "Phòng Quản lý văn hóa và gia đình"),
    ("lanhdao", Role.APPROVER, "Lãnh đạo", "Sở", "Phó Giám đốc Sở"),
    ("loaxa", Role.STATION, "Đài truyền thanh", "Xã", "Phụ trách đài"),
    ("tonghop", Role.CONSOLIDATOR, "Tổng hợp", "Báo cáo", "Thanh tra Sở"),
    ("bcd138", Role.READER, "Ban Chỉ đạo", "138", "Thường trực Ban Chỉ đạo 138"),
)
# Accounts that belong to another organisation than the department's own.
ELSEWHERE = {
    "tuyentruyen": "ubnd-xa-dam-thuy",
    "loaxa": "dai-truyen-thanh-dam-thuy",
    "vanphong": "van-phong-so-cao-bang",
    "bcd138": "bcd-138-cao-bang",
}
# The host's Văn phòng also keeps what all departments share: hotlines, themes, the home page.
SITE_DESK = "vanphong"
# The deputy signs for the head as in the plans: «KT. Giám đốc, PGĐ» (rule 32).
SIGNING = {"capacity": "KT."}
ADMINISTRATOR = ("quantri", Role.ADMINISTRATOR, "Quản trị", "Hệ thống", "Quản trị hệ thống")
DESKS = (Role.EDITOR, Role.APPRAISER, Role.APPROVER)


class Staff:
    """``desk[department][role]``: the account that acts; the site itself is department ""."""

    def __init__(self, departments: dict[str, Page], organisations: dict[str, Organisation]) -> None:
        self.organisations = organisations
        self.desk: dict[str, dict[str, Any]] = {}
        host = departments[HOST]
        self.desk[HOST] = {
            role: self.account(name, role, host, family, given, post)
            for name, role, family, given, post in ACCOUNTS
        }
        root = Page.objects.get(depth=1)
        name, role, family, given, post = ADMINISTRATOR
        self.account(name, role, root, family, given, post)
        for key, page in {"": root, **departments}.items():
            if key != HOST:
                place = page.title[:80] if key else "Toàn trang"
                self.desk[key] = {
                    role: self.account(
                        f"{key or 'trang'}-{role}", role, page, str(Role(role).label), place, "", False
                    )
                    for role in DESKS
                }

    def account(
        self, name: str, role: str, page: Page, family: str, given: str, post: str, opened: bool = True
    ) -> Any:
        """An account with one role; the ones not ``opened`` have no usable password."""
        user, made = get_user_model().objects.get_or_create(
            username=name,
            defaults={
                "last_name": family,
                "first_name": given,
                "post": post,
                "is_demo": True,
                "password": make_password(settings.DEMO_PASSWORD if opened else None),
                "organisation": self.organisations.get(ELSEWHERE.get(name, ""))
                or getattr(page.specific, "organisation", None),
            },
        )
        if made:
            user.groups.add(RoleGroup.objects.get(role=role, page=page).group)
        if made and name == SITE_DESK:
            user.groups.add(RoleGroup.objects.get(role=role, page__depth=1).group)
        return user

    def author(self, department: str) -> Any:
        desk = self.desk[department]
        return desk.get(Role.COMMUNICATOR, desk[Role.EDITOR])

    def publish(self, page: Any, department: str) -> None:
        """Submit, appraise, approve, publish: each by the one whose desk it is."""
        desk = self.desk[department]
        page.get_workflow().start(page, self.author(department))
        if isinstance(page, NewsPage) and page.form == NewsPage.Form.CASE:
            PrivacyCheck.objects.create(
                page=page,
                content_hash=content_hash.revision_hash(page.get_latest_revision()),
                checked_by=desk[Role.APPRAISER],
                **dict.fromkeys(PrivacyCheck.QUESTIONS, True),
            )
        for role in (Role.APPRAISER, Role.APPROVER, Role.EDITOR):
            page = type(page).objects.get(pk=page.pk)
            said = SIGNING if role == Role.APPROVER else {}
            task = page.current_workflow_task
            task.on_action(page.current_workflow_task_state, desk[role], "approve", **said)
