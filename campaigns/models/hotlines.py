"""Hotline numbers, which all pages read from these records, and the page that lists them."""

from datetime import date, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.search import index

from campaigns.approvals.rules import PublicationRefused
from campaigns.forms import HotlineForm
from campaigns.models import letter_checks
from campaigns.models.content import StoryPage
from cms.normalise import Normalised
from cms.searchable import SearchContent

# A hotline must have been verified less than 180 days ago to be published (rule 12).
VERIFICATION_PERIOD = timedelta(days=180)


class HotlineQuerySet(models.QuerySet["Hotline"]):
    def shown(self) -> Self:
        """Published hotlines, the primary one first."""
        return self.filter(live=True).order_by("-is_primary", "sort_order", "number")

    def main(self) -> "Hotline | None":
        """The primary hotline, shown on every page and poster; None while it is not published."""
        return self.shown().filter(is_primary=True).first()

    def for_page(self, page: Any) -> "Hotline":
        """The number printed on outputs of a page: its own if published, else the primary one, else 111."""
        chosen = getattr(page, "hotline", None)
        usual = chosen if chosen is not None and chosen.live else self.main()
        return usual or Hotline(number="111", cost="Miễn phí", hours="24/7")


class Hotline(Normalised, index.Indexed, DraftStateMixin, RevisionMixin, models.Model):
    """A hotline number with its purpose, hours and last verification."""

    number = models.CharField(_("số"), max_length=20, unique=True)
    name = models.CharField(_("tên"), max_length=120)
    purpose = models.CharField(_("gọi khi nào"), max_length=200, blank=True)
    hours = models.CharField(_("giờ trực"), max_length=60, blank=True)
    cost = models.CharField(_("cước phí"), max_length=60, blank=True)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    purpose_en = models.CharField(_("gọi khi nào, tiếng Anh"), max_length=200, blank=True)
    is_primary = models.BooleanField(
        _("số hiện trên mọi trang"), default=False, help_text=_("Chỉ một số được chọn.")
    )
    sort_order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    verified_on = models.DateField(_("kiểm tra ngày"), null=True, blank=True)
    verified_by = models.CharField(_("người kiểm tra"), max_length=120, blank=True)
    source = models.CharField(_("căn cứ"), max_length=255, blank=True)

    objects = HotlineQuerySet.as_manager()

    search_fields = [index.AutocompleteField(name) for name in ("number", "name", "purpose")]

    base_form_class = HotlineForm

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("name")]),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("hours"), FieldPanel("cost")]),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("purpose_en")], heading=_("Trên trang tiếng Anh")),
        FieldRowPanel([FieldPanel("is_primary"), FieldPanel("sort_order")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("verified_on"), FieldPanel("verified_by")]),
                FieldPanel("source"),
            ],
            heading=_("Kiểm tra số còn đúng"),
        ),
    ]

    class Meta:
        verbose_name = _("đường dây nóng")
        verbose_name_plural = _("đường dây nóng")
        ordering = ["-is_primary", "sort_order", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_primary"],
                condition=models.Q(is_primary=True),
                name="one_primary_hotline",
                violation_error_message=_("Đã có một số khác hiện trên mọi trang. Bỏ chọn số đó trước."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.name}"

    @property
    def tel(self) -> str:
        """The number for a ``tel:`` URL."""
        return "".join(char for char in self.number if char.isdigit() or char == "+")

    @property
    def shown_name(self) -> str:
        return self._localised(self.name, self.name_en)

    @property
    def shown_purpose(self) -> str:
        return self._localised(self.purpose, self.purpose_en)

    @staticmethod
    def _localised(vietnamese: str, english: str) -> str:
        """The English text for English readers when there is one, else the Vietnamese."""
        return english if english and (get_language() or "").startswith("en") else vietnamese

    def clean(self) -> None:
        super().clean()
        if self.verified_on and self.verified_on > timezone.localdate():
            raise ValidationError({"verified_on": _("Ngày kiểm tra chưa tới. Ghi ngày đã gọi thử số này.")})
        if self.verified_on and not self.verified_by.strip():
            raise ValidationError({"verified_by": _("Ghi tên người đã gọi thử số này.")})
        # Printed on every poster.
        printed = {
            name: message
            for name in ("number", "hours", "cost")
            for _name, message in letter_checks.poster_errors(name, getattr(self, name))
        }
        if printed:
            raise ValidationError(printed)

    def is_trusted(self, today: date) -> bool:
        """Whether a named person verified the number less than ``VERIFICATION_PERIOD`` ago."""
        if self.verified_on is None or not self.verified_by.strip():
            return False
        return self.verified_on <= today < self.verified_on + VERIFICATION_PERIOD

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish the revision; raises ``PublicationRefused`` unless its number is verified."""
        problems = revision.as_object().publication_problems()
        if problems:
            raise PublicationRefused(" ".join(str(problem) for problem in problems))
        return super().publish(revision, *args, **kwargs)

    def publication_problems(self) -> list[str]:
        """Messages that stop the publication of this hotline and of pages that refer to it."""
        if self.is_trusted(timezone.localdate()):
            return []
        return [
            _(
                "Đường dây nóng %(number)s chưa được kiểm tra trong 180 ngày qua. Gọi thử số này, "
                "rồi ghi ngày và người kiểm tra trong mục Đường dây nóng."
            )
            % {"number": self.number}
        ]


class HotlinePage(StoryPage):
    """The page that lists all published hotlines; their numbers are edited in the records."""

    parent_page_types = ["campaigns.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "campaigns/hotline_page.html"
    page_description = _("Danh sách đường dây nóng, lấy từ hồ sơ từng số")
    search_help = True
    search_kind = "duong-day-nong"
    kind_label = _("Đường dây nóng")
    kind_order = 80
    # A portal would keep numbers that have changed since.
    is_pushed = False
    search_follows = ("campaigns.Hotline",)

    class Meta:
        verbose_name = _("trang đường dây nóng")

    @property
    def hotlines(self) -> models.QuerySet[Hotline]:
        return Hotline.objects.shown()

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        return super().publication_errors() + [
            (None, problem) for hotline in self.hotlines for problem in hotline.publication_problems()
        ]

    def search_content(self) -> SearchContent:
        lines = " ".join(f"{line.name} {line.number} {line.purpose}" for line in self.hotlines)
        return SearchContent(
            summary=self.summary,
            body=f"{lines} {self.story_text}",
            keywords=tuple(line.number for line in self.hotlines),
            boost=2.0,
        )
