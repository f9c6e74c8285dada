"""Users, their organisations, and their roles in departments."""

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.normalise import Normalised
from cms.windows import Window


class Organisation(Normalised, index.Indexed, models.Model):
    """A state or social organisation with the period of its existence and its successor."""

    class Kind(models.TextChoices):
        DEPARTMENT = "so", _("Sở")
        DIVISION = "phong", _("Phòng, đơn vị thuộc Sở")
        SERVICE = "don-vi-su-nghiep", _("Đơn vị sự nghiệp")
        COMMUNE = "ubnd-xa", _("UBND cấp xã")
        CULTURE_OFFICE = "phong-vh-xh", _("Phòng Văn hóa - Xã hội")
        STATION = "dai-truyen-thanh", _("Đài truyền thanh")
        COMMITTEE = "bcd-138", _("Ban Chỉ đạo 138")
        POLICE = "cong-an", _("Công an")
        PROVINCE = "ubnd-tinh", _("UBND tỉnh, thành phố")
        PRESS = "bao-dai", _("Báo, đài")
        UNION = "doan-the", _("Đoàn thể")
        CENTRAL = "trung-uong", _("Cơ quan Trung ương")

    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=80, blank=True)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("trực thuộc"),
    )
    region = models.ForeignKey(
        "vocabulary.Region", models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn")
    )
    valid_from = models.DateField(_("hoạt động từ"), null=True, blank=True)
    valid_to = models.DateField(_("hoạt động đến"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("đơn vị kế thừa"),
    )

    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("short_name")]

    class Meta:
        verbose_name = _("tổ chức, đơn vị")
        verbose_name_plural = _("tổ chức, đơn vị")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "parent"],
                name="organisation_name_once",
                violation_error_message=_("Đã có đơn vị mang tên này dưới cùng một cấp trên."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent__isnull=True),
                name="organisation_top_name_once",
                violation_error_message=_("Đã có đơn vị mang tên này."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organisation_period",
                violation_error_message=_("Ngày kết thúc không được trước ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        Window(self.valid_from, self.valid_to).check("valid_to")


class User(index.Indexed, AbstractUser):
    """A member of staff; readers have no account."""

    # What is typed to sign in is compared to the byte.
    verbatim_fields = ("username", "password")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị")
    )
    region = models.ForeignKey(
        "vocabulary.Region", models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn")
    )
    post = models.CharField(_("chức vụ"), max_length=120, blank=True)
    is_demo = models.BooleanField(_("tài khoản dùng thử"), default=False, editable=False)

    search_fields = [
        index.AutocompleteField(name) for name in ("username", "last_name", "first_name", "email", "post")
    ]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def get_full_name(self) -> str:
        """The name in Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()


class Role(models.TextChoices):
    """Roles of staff; rule 86 says what each may do."""

    COMMUNICATOR = "tuyen-truyen-vien", _("Tuyên truyền viên")
    EDITOR = "bien-tap", _("Biên tập Văn phòng Sở")
    APPRAISER = "tham-dinh", _("Thẩm định")
    APPROVER = "duyet", _("Người duyệt")
    STATION = "dai-truyen-thanh", _("Đài truyền thanh")
    CONSOLIDATOR = "tong-hop", _("Tổng hợp báo cáo")
    READER = "ban-chi-dao", _("Ban Chỉ đạo, UBND")
    ADMINISTRATOR = "quan-tri", _("Quản trị hệ thống")


class RoleGroup(models.Model):
    """The role that a group has for a subtree of pages, which is a department or the whole site."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="role_group")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="role_groups")

    class Meta:
        verbose_name = _("nhóm vai trò")
        verbose_name_plural = _("nhóm vai trò")
        constraints = [models.UniqueConstraint(fields=["role", "page"], name="one_group_a_role")]

    def __str__(self) -> str:
        return self.group.name
