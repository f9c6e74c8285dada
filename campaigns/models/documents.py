"""Official documents with number, date, base documents and state of validity."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.search import index

from campaigns.models.content import ContentPage, ReaderState, StoryPage
from campaigns.widgets import DocumentChooser
from cms import document_numbers
from cms.models import SiteSettings
from cms.searchable import SearchContent


class OfficialDocumentPage(StoryPage):
    """An official document; without number or date it is shown as a draft."""

    class Form(models.TextChoices):
        LAW = "luat", _("Luật")
        DECREE = "nghi-dinh", _("Nghị định")
        DECISION = "quyet-dinh", _("Quyết định")
        DIRECTIVE = "chi-thi", _("Chỉ thị")
        CONCLUSION = "ket-luan", _("Kết luận")
        PLAN = "ke-hoach", _("Kế hoạch")
        LETTER = "cong-van", _("Công văn")
        CIRCULAR = "thong-tu", _("Thông tư")
        NOTICE = "thong-bao", _("Thông báo")
        REPORT = "bao-cao", _("Báo cáo")

    class Status(models.TextChoices):
        DRAFT = "du-thao", _("Dự thảo")
        IN_FORCE = "con-hieu-luc", _("Còn hiệu lực")
        EXPIRED = "het-hieu-luc", _("Hết hiệu lực")
        REPLACED = "bi-thay-the", _("Được thay thế")

    form = models.CharField(_("loại văn bản"), max_length=12, choices=Form.choices)
    number = models.CharField(
        _("số, ký hiệu"), max_length=60, blank=True, help_text=_("Ghi đúng như văn bản, ví dụ 675/KH-BCĐ.")
    )
    issuer = models.CharField(_("cơ quan ban hành"), max_length=160)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    capacity = models.CharField(
        _("tư cách ký"),
        max_length=120,
        blank=True,
        help_text=_("Ví dụ: KT. Giám đốc, Phó Giám đốc; TM. Ban Chỉ đạo."),
    )
    subject = models.TextField(_("trích yếu"))
    file = models.ForeignKey(
        get_document_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp văn bản"),
    )
    parents = ParentalManyToManyField(
        "self", symmetrical=False, blank=True, related_name="resting", verbose_name=_("căn cứ vào")
    )
    recipients = models.TextField(_("nơi nhận"), blank=True, help_text=_("Mỗi dòng một nơi nhận."))
    status = models.CharField(_("hiệu lực"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    in_force_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("được thay thế bởi"),
    )
    doubts = models.TextField(
        _("điểm cần kiểm tra"),
        blank=True,
        help_text=_("Chỗ nghi sai trong văn bản gốc; hiện cho người đọc như một lưu ý."),
    )

    content_panels = [
        *ContentPage.content_panels[:1],
        FieldRowPanel([FieldPanel("form"), FieldPanel("number"), FieldPanel("date")]),
        FieldPanel("issuer"),
        FieldRowPanel([FieldPanel("signer"), FieldPanel("capacity")]),
        FieldPanel("subject"),
        FieldPanel("summary"),
        FieldPanel("file"),
        FieldPanel("parents", widget=DocumentChooser),
        FieldPanel("recipients"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("status"), FieldPanel("in_force_from")]),
                PageChooserPanel("replaced_by"),
                FieldPanel("doubts"),
            ],
            heading=_("Hiệu lực"),
        ),
        FieldPanel("body"),
    ]
    parent_page_types = ["campaigns.SectionPage"]
    subpage_types: list[str] = []
    template = "campaigns/official_document_page.html"
    page_description = _("Kế hoạch, công văn, quyết định… với số, ngày và hiệu lực")
    search_kind = "van-ban"
    kind_label = _("Văn bản")
    kind_order = 50
    guide_chapter = 10
    # Its date is that of the paper.
    dated_today = False
    sent_fields = ("form", "number", "issuer", "signer", "subject")
    search_fields = [*StoryPage.search_fields, index.AutocompleteField("number")]

    class Meta:
        verbose_name = _("văn bản")

    @property
    def is_issued(self) -> bool:
        return bool(self.number and self.date)

    @property
    def reader_state(self) -> ReaderState:
        in_force = self.is_issued and self.status == self.Status.IN_FORCE
        draft = not self.is_issued or self.status == self.Status.DRAFT
        return ReaderState(self.state, "ok" if in_force else "warn" if draft else "past")

    def structured_data(self, settings: SiteSettings) -> dict[str, Any]:
        return {
            "@type": "DigitalDocument",
            "name": self.title,
            "identifier": self.number,
            "datePublished": self.date,
            "author": {"@type": "Organization", "name": self.issuer},
        }

    @property
    def state(self) -> Any:
        """The label of the status; without number or date always that of a draft."""
        return self.Status(self.status if self.is_issued else self.Status.DRAFT).label

    @property
    def recipient_lines(self) -> list[str]:
        return [line.strip(" -;") for line in self.recipients.splitlines() if line.strip(" -;")]

    def clean(self) -> None:
        super().clean()
        if self.status != self.Status.DRAFT and not self.is_issued:
            raise ValidationError(
                {
                    "status": _(
                        "Văn bản chưa có số hoặc ngày chỉ được ghi là “Dự thảo”. "
                        "Điền đủ số và ngày rồi chọn lại."
                    )
                }
            )
        if self.status == self.Status.REPLACED and not self.replaced_by_id:
            raise ValidationError({"replaced_by": _("Chọn văn bản thay thế.")})
        if self.replaced_by_id and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": _("Một văn bản không tự thay thế chính nó.")})

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        """Also a number in no form of numbers, and a day of issue that lies ahead (rule 131)."""
        errors = super().publication_errors()
        is_draft = self.status == self.Status.DRAFT and self.number.strip().casefold() == "dự thảo"
        if self.number and not is_draft and (problem := document_numbers.fault(self.number)):
            errors.append(("number", problem))
        if self.is_issued and self.date > timezone.localdate():
            errors.append(("date", _("Ngày ban hành chưa tới. Ghi ngày ký trên văn bản.")))
        return errors

    @property
    def is_out_of_force(self) -> bool:
        """Whether it was replaced or ran out, so that whoever cites it should know (rule 11)."""
        return self.status in (self.Status.REPLACED, self.Status.EXPIRED)

    @property
    def out_of_force_reason(self) -> str:
        """The clause that says what replaced it; "" when nothing is known."""
        if self.status != self.Status.REPLACED or not self.replaced_by:
            return ""
        other = self.replaced_by.number or self.replaced_by.title
        return gettext("đã được thay thế bởi %(other)s") % {"other": other}

    def search_content(self) -> SearchContent:
        return SearchContent(
            summary=self.summary or self.subject,
            body="\n".join([self.subject, self.issuer, self.signer, self.recipients, self.story_text]),
            numbers=(self.number,) if self.number else (),
            keywords=(
                self.get_form_display(),
                self.issuer,
                f"ngày {self.date:%d/%m/%Y}" if self.date else "",
            ),
            date=self.date,
            form=self.form,
        )
