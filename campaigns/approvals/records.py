"""Records of approvals, revocations and withdrawals: who decided what about which exact text."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from campaigns.approvals import codes
from campaigns.approvals.sealed import Sealed

_DEPUTY = re.compile(r"Phó\s+(?=\S)", re.IGNORECASE)


class ApprovalRecord(Sealed):
    """One approval of one exact content: the page may be live with this content and no other (rule 31).

    ``text`` is the approved wording (NFC) in ``language`` (an ISO 639-1 code). ``content_hash`` covers the
    filled fields of the content (see ``content_hash.py``), ``files`` is the list that
    ``files.fingerprints`` gives: {"title", "kind", "pk", "sha256", "bytes", "beside"}.
    ``translation_of`` is the record whose text this one translates. Names and posts are stored as they
    were on that day.
    """

    class Capacity(models.TextChoices):
        HEAD = "", _("Ký trực tiếp")
        FOR_HEAD = "KT.", _("KT. (ký thay)")
        FOR_BODY = "TM.", _("TM. (thay mặt)")
        BY_ORDER = "TL.", _("TL. (thừa lệnh)")
        ACTING = "Q.", _("Q. (quyền)")

    code = models.CharField(_("mã duyệt"), max_length=codes.LENGTH, unique=True, editable=False)
    page = models.ForeignKey(Page, models.DO_NOTHING, db_constraint=False, related_name="approvals")
    revision = models.ForeignKey(
        Revision, models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(_("lần duyệt"), editable=False)
    content_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    text = models.TextField(_("nguyên văn"), blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=10, default="vi", editable=False)
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations", editable=False
    )
    files = models.JSONField(_("tệp"), default=list, blank=True)
    agency = models.CharField(_("cơ quan"), max_length=200, blank=True)
    appraiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người thẩm định")
    )
    appraiser_name = models.CharField(max_length=160, blank=True, editable=False)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người duyệt")
    )
    approver_name = models.CharField(max_length=160, blank=True, editable=False)
    approver_post = models.CharField(max_length=120, blank=True, editable=False)
    capacity = models.CharField(_("thể thức ký"), max_length=4, choices=Capacity.choices, blank=True)
    document_number = models.CharField(_("số văn bản duyệt"), max_length=60, blank=True)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    valid_until = models.DateField(_("có hiệu lực đến hết ngày"), null=True, blank=True)
    approved_at = models.DateTimeField(_("duyệt lúc"), default=timezone.now)

    SEALED = (
        "code",
        "page_id",
        "revision_id",
        "version",
        "content_hash",
        "title",
        "text",
        "language",
        "translation_of_id",
        "files",
        "agency",
        "appraiser_id",
        "appraiser_name",
        "approver_id",
        "approver_name",
        "approver_post",
        "capacity",
        "document_number",
        "document_date",
        "valid_until",
        "approved_at",
    )

    class Meta:
        verbose_name = _("hồ sơ duyệt")
        verbose_name_plural = _("hồ sơ duyệt")
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["page", "content_hash"])]
        constraints = [
            models.UniqueConstraint(fields=["page", "version"], name="one_approval_a_version"),
            models.CheckConstraint(
                condition=~models.Q(appraiser=models.F("approver")), name="two_people_approve"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_code} – {self.title}"

    def set_derived_fields(self) -> None:
        others = ApprovalRecord.objects.filter(page_id=self.page_id)
        self.code = codes.new_code()
        self.version = (others.aggregate(last=models.Max("version"))["last"] or 0) + 1
        self.appraiser_name = _full_name(self.appraiser)
        self.approver_name = _full_name(self.approver)
        self.approver_post = self.approver.post

    def has_conflict(self) -> bool:
        others = ApprovalRecord.objects.filter(page_id=self.page_id, version=self.version)
        return others.exists() or ApprovalRecord.objects.filter(code=self.code).exists()

    def is_valid(self, today: date) -> bool:
        return self.valid_until is None or today <= self.valid_until

    @property
    def shown_code(self) -> str:
        return codes.shown(self.code)

    @property
    def file_hashes(self) -> str:
        """Each file as "title: SHA-256", for the audit export."""
        return "; ".join(f"{file['title']}: {file['sha256']}" for file in self.files)

    @property
    def signed(self) -> str:
        """The approver as in a signature block (NĐ 30/2020): "KT. Giám đốc, Phó Giám đốc Nguyễn Văn A".

        KT. stands before the post of the superior, TL. before the head and TM. before the body; Q. alone
        before the approver's own post.
        """
        person = " ".join(part for part in (self.approver_post, self.approver_name) if part)
        if self.capacity in ("", self.Capacity.ACTING):
            return f"{self.capacity} {person}".strip()
        return f"{self.capacity} {self._signed_for}, {person}"

    @property
    def _signed_for(self) -> str:
        deputy = _DEPUTY.match(self.approver_post)
        if self.capacity == self.Capacity.FOR_HEAD and deputy:
            return capfirst(self.approver_post[deputy.end() :])
        if self.capacity == self.Capacity.FOR_BODY and self.agency:
            return self.agency
        body, head = _("Tập thể lãnh đạo"), _("Thủ trưởng cơ quan")
        return str(body if self.capacity == self.Capacity.FOR_BODY else head)


class Revocation(Sealed):
    """Revocation of an approval whose text was never published; refers to the approval, deletes nothing."""

    approval = models.OneToOneField(ApprovalRecord, models.PROTECT, related_name="revocation")
    reason = models.TextField(_("lý do"), max_length=500)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_by_name = models.CharField(max_length=160, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("rút lúc"), default=timezone.now)

    SEALED = ("approval_id", "reason", "revoked_by_id", "revoked_by_name", "revoked_at")

    class Meta:
        verbose_name = _("rút duyệt")
        verbose_name_plural = _("rút duyệt")
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.approval} – {self.reason}"

    def set_derived_fields(self) -> None:
        self.revoked_by_name = _full_name(self.revoked_by)


class Withdrawal(Sealed):
    """Withdrawal of everything approved for a page so far; refers to the approval, deletes nothing."""

    approval = models.ForeignKey(ApprovalRecord, models.PROTECT, related_name="withdrawals")
    page = models.ForeignKey(Page, models.DO_NOTHING, db_constraint=False, related_name="withdrawals")
    reason = models.TextField(_("lý do"), max_length=500)
    replacement = models.ForeignKey(
        Page,
        models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dùng thay bằng"),
    )
    is_urgent = models.BooleanField(_("khẩn"), default=False)
    due = models.DateField(_("gỡ xong trước hết ngày"))
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_by_name = models.CharField(max_length=160, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("thu hồi lúc"), default=timezone.now)

    SEALED = (
        "approval_id",
        "page_id",
        "reason",
        "replacement_id",
        "is_urgent",
        "due",
        "withdrawn_by_id",
        "withdrawn_by_name",
        "withdrawn_at",
    )

    class Meta:
        verbose_name = _("thu hồi")
        verbose_name_plural = _("thu hồi")
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.approval} – {self.reason}"

    def set_derived_fields(self) -> None:
        self.withdrawn_by_name = _full_name(self.withdrawn_by)


def _full_name(user: Any) -> str:
    return user.get_full_name() or user.get_username()
