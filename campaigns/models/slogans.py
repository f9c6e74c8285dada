"""Slogans and messages: one exact text with its source document."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from campaigns.models import letter_checks
from campaigns.models.content import CampaignItem, ContentPage, ReaderState
from cms import letters
from cms.searchable import SearchContent
from cms.surroundings import remembered
from cms.visibility import open_to_all
from cms.windows import Window


class SloganPage(CampaignItem, ContentPage):
    """A slogan, stored exactly as in its source document and never corrected."""

    class Form(models.TextChoices):
        SLOGAN = "khau-hieu", _("Khẩu hiệu")
        THEME = "chu-de", _("Chủ đề năm")
        HOTLINE = "thong-diep-111", _("Thông điệp 111")
        WARNING = "thong-diep-canh-bao", _("Thông điệp cảnh báo")

    # Quoted from the source document.
    verbatim_fields = ("text",)

    text = models.TextField(_("nguyên văn"), max_length=300)
    form = models.CharField(_("loại"), max_length=20, choices=Form.choices, default=Form.SLOGAN)
    source_document = models.ForeignKey(
        "campaigns.OfficialDocumentPage",
        models.PROTECT,
        related_name="slogans",
        verbose_name=_("văn bản nguồn"),
        error_messages={"null": _("Chọn văn bản nguồn: khẩu hiệu không có nguồn thì không lưu được.")},
    )
    source_note = models.CharField(
        _("chỗ dẫn"), max_length=120, blank=True, help_text=_("Mục, trang, hoặc văn bản khác cũng nêu.")
    )
    valid_from = models.DateField(_("dùng từ"), null=True, blank=True)
    valid_until = models.DateField(_("dùng đến"), null=True, blank=True)
    usage = models.TextField(_("dùng ở đâu"), blank=True, max_length=500)

    content_panels = [
        # The title is derived from it, so that even a draft needs it.
        FieldPanel("text", required_on_save=True, attrs={"data-message-size": "/admin/do-dai-tin-nhan/"}),
        FieldRowPanel([FieldPanel("form"), FieldPanel("date")]),
        PageChooserPanel("source_document"),
        FieldPanel("source_note"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("usage"),
        FieldPanel("summary"),
        *CampaignItem.campaign_panels,
    ]
    parent_page_types = ["campaigns.SectionPage"]
    subpage_types: list[str] = []
    template = "campaigns/slogan_page.html"
    page_description = _("Khẩu hiệu, thông điệp: nguyên văn và văn bản nguồn")
    search_kind = "khau-hieu"
    kind_label = _("Khẩu hiệu")
    kind_order = 10
    guide_chapter = 10
    sent_fields = ("form", "text", "source_note", "usage", "valid_from", "valid_until")

    class Meta:
        verbose_name = _("khẩu hiệu")

    def _set_core_field_defaults(self) -> None:
        title = Truncator(self.text).chars(255)
        # The quotation keeps its letters, the title is ours; one that was approved stays (rule 100).
        if self.text and self.title != title:
            self.title: str = letters.repair(title)[0]
        super()._set_core_field_defaults()

    @property
    def has_kit(self) -> bool:
        """Always: slogans are used word for word."""
        return True

    @property
    def exact_text(self) -> str:
        return self.text

    @property
    def validity(self) -> Window:
        return Window(self.valid_from, self.valid_until)

    list_template = "components/slogan_cards.html"
    card_prefetch = ("source_document",)

    @property
    def reader_state(self) -> ReaderState:
        today = timezone.localdate()
        if self.valid_until and self.valid_until < today:
            return ReaderState(_("Hết hạn dùng"), "past")
        if self.valid_from and self.valid_from > today:
            return ReaderState(_("Chưa đến ngày dùng"), "warn")
        return ReaderState(_("Còn hiệu lực"), "ok")

    @classmethod
    def bundle_candidates(cls) -> models.QuerySet[Any]:
        return cls.objects.filter(open_to_all()).exclude(code="")

    def poster_heading(self, today: date) -> tuple[str, str]:
        """The poster of a theme names its year; other slogans have the heading of their campaign."""
        if self.form != self.Form.THEME:
            return super().poster_heading(today)
        year = self.campaign.year if self.campaign else self.date.year if self.date else None
        return "chu-de", gettext("Chủ đề năm %(year)s") % {"year": year} if year else gettext("Chủ đề năm")

    def unapproved_text(self) -> str:
        return f"{self.summary}\n{self.usage}\n{self.source_note}"

    def clean(self) -> None:
        super().clean()
        self.validity.check("valid_until")

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        """Also the letters that no poster could show: told before the text is appraised (rule 101)."""
        return letter_checks.poster_errors("text", self.text) + super().publication_errors()

    def search_content(self) -> SearchContent:
        return SearchContent(
            summary=self.summary or self.usage,
            body=f"{self.text} {self.source_document.title} {self.source_note} {self.usage}",
            numbers=(self.source_document.number,) if self.source_document.number else (),
            keywords=(self.get_form_display(),),
            date=self.date,
            form=self.form,
            campaign=self.campaign_key,
            boost=1.2,
        )


@remembered
def _known_by_text() -> dict[str, list[int]]:
    return {}


def keys_with_text(text: str) -> list[int]:
    """The keys of the slogans with exactly this text that are or were published; no index finds them."""
    known = _known_by_text()
    if text not in known:
        known[text] = list(SloganPage.objects.filter(text=text).order_by().values_list("pk", flat=True))
    return known[text]
