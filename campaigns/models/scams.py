"""Warnings about recruitment tricks: signs, methods and actions to take."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from campaigns.models.content import CampaignItem, ContentPage, ReaderState, StoryPage
from cms.searchable import SearchContent

ONE_A_LINE = _("Mỗi dòng một ý ngắn.")


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class ScamWarningPage(CampaignItem, StoryPage):
    """A warning about one trick; ``review_on`` makes sure that it does not become outdated."""

    signs = models.TextField(_("dấu hiệu"), help_text=ONE_A_LINE)
    tricks = models.TextField(_("thủ đoạn"), help_text=ONE_A_LINE)
    actions = models.TextField(_("phải làm gì"), help_text=ONE_A_LINE)
    issuing_body = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("cơ quan cảnh báo"),
    )
    review_on = models.DateField(_("rà soát lại ngày"), null=True, db_index=True)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("được thay bằng cảnh báo"),
    )

    content_panels = [
        *ContentPage.content_panels[:1],
        FieldRowPanel([FieldPanel("date"), FieldPanel("review_on")]),
        FieldPanel("issuing_body"),
        FieldPanel("summary"),
        FieldPanel("signs"),
        FieldPanel("tricks"),
        FieldPanel("actions"),
        FieldPanel("body"),
        PageChooserPanel("replaced_by"),
        *CampaignItem.campaign_panels,
    ]
    parent_page_types = ["campaigns.SectionPage"]
    subpage_types: list[str] = []
    template = "campaigns/scam_warning_page.html"
    page_description = _("Cảnh báo thủ đoạn: dấu hiệu, cách chúng làm, phải làm gì")
    search_kind = "canh-bao"
    kind_label = _("Cảnh báo")
    kind_order = 30
    guide_chapter = 13
    needed_to_submit = (*StoryPage.needed_to_submit, "date", "issuing_body", "review_on")
    sent_fields = ("signs", "tricks", "actions", "review_on")

    class Meta:
        verbose_name = _("cảnh báo")

    def clean(self) -> None:
        super().clean()
        if self.replaced_by_id and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": _("Một cảnh báo không tự thay thế chính nó.")})

    @property
    def sections(self) -> list[tuple[Any, list[str]]]:
        """(heading, lines) of signs, tricks and actions."""
        return [
            (_("Dấu hiệu"), lines(self.signs)),
            (_("Thủ đoạn"), lines(self.tricks)),
            (_("Phải làm gì"), lines(self.actions)),
        ]

    @property
    def reader_state(self) -> ReaderState | None:
        if self.replaced_by_id:
            return ReaderState(_("Đã có cảnh báo mới thay"), "past")
        return ReaderState(_("Quá hạn rà soát"), "warn") if self.is_overdue else None

    @property
    def is_overdue(self) -> bool:
        return self.review_on is not None and self.review_on < timezone.localdate()

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        errors = super().publication_errors()
        required = {
            "issuing_body": _("Chọn cơ quan đưa ra cảnh báo."),
            "date": _("Ghi ngày cảnh báo."),
            "review_on": _("Ghi ngày rà soát lại, để cảnh báo cũ không nằm mãi."),
        }
        errors += [(name, text) for name, text in required.items() if not getattr(self, name)]
        if self.date and self.review_on and self.review_on <= self.date:
            errors.append(("review_on", _("Ngày rà soát lại phải sau ngày cảnh báo.")))
        return errors

    def search_content(self) -> SearchContent:
        return SearchContent(
            summary=self.summary,
            body="\n".join([self.signs, self.tricks, self.actions, self.story_text]),
            keywords=("lừa đảo", "thủ đoạn"),
            date=self.date,
            campaign=self.campaign_key,
            boost=1.5,
        )
