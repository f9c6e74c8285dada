"""Hotline numbers, which all pages read from these records, and the page that lists them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.search import index

from campaigns.approvals.rules import PublicationRefused
from campaigns.forms import HotlineForm
from campaigns.models import letter_checks
from campaigns.models.content import StoryPage
from cms.normalise import Normalised, normalise_fields
from cms.searchable import SearchContent
from cms.surroundings import WatchedQuerySet

# A hotline must have been verified less than 180 days ago to be published (rule 12).
VERIFICATION_PERIOD = timedelta(days=180)


class HotlineQuerySet(WatchedQuerySet):
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


# What a call can confirm, and posters print (rule 133).
FACTS = ("number", "name", "hours", "cost")


def facts_of(values: Mapping[str, Any]) -> str:
    """Number, name, hours and cost in one line, to compare what was checked with what stands there."""
    return " | ".join(str(values.get(name) or "").strip() for name in FACTS)


class Hotline(Normalised, index.Indexed, DraftStateMixin, RevisionMixin, models.Model):
    """A hotline number with its purpose, hours and last verification.

    ``checked`` holds the facts (see ``facts_of``) that ``verified_by`` confirmed on ``verified_on``: a
    changed number has not been checked, whatever its record says (rule 133).
    """

    class OldNumber(models.TextChoices):
        """The word of whoever changes a shown number about the old one."""

        STILL_RIGHT = "con-dung", _("Số cũ còn đúng: vẫn hiện cho đến khi người khác kiểm tra xong số mới")
        WRONG = "sai", _("Số cũ sai: ẩn ngay ở mọi nơi, chỉ còn 111; tệp đã in số cũ được đánh dấu")
        __empty__ = _("Không đổi số, tên, giờ trực, cước phí")

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
    checked = models.CharField(max_length=300, blank=True, editable=False)
    old_number = models.CharField(
        _("số đang hiện"), max_length=10, choices=OldNumber.choices, blank=True, default=""
    )

    objects = HotlineQuerySet.as_manager()

    search_fields = [index.AutocompleteField(name) for name in ("number", "name", "purpose")]

    base_form_class = HotlineForm

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("name")]),
        FieldPanel("purpose", widget=AdminAutoHeightTextInput),
        FieldRowPanel([FieldPanel("hours"), FieldPanel("cost")]),
        FieldPanel("old_number", widget=forms.RadioSelect),
        MultiFieldPanel(
            [FieldPanel("name_en"), FieldPanel("purpose_en", widget=AdminAutoHeightTextInput)],
            heading=_("Trên trang tiếng Anh"),
        ),
        FieldRowPanel([FieldPanel("is_primary"), FieldPanel("sort_order")]),
        FieldPanel("source"),
        FieldRowPanel(
            [FieldPanel("verified_on", read_only=True), FieldPanel("verified_by", read_only=True)],
            heading=_("Lần kiểm tra gần nhất"),
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and self.verified_on and self.verified_by.strip() and not self.checked:
            # A record written with its check; what was typed is repaired first.
            normalise_fields(self)
            self.checked = self.facts
        super().save(*args, **kwargs)

    @property
    def tel(self) -> str:
        """The number for a ``tel:`` URL."""
        return "".join(char for char in self.number if char.isdigit() or char == "+")

    @property
    def facts(self) -> str:
        return facts_of({name: getattr(self, name) for name in FACTS})

    @property
    def printed_note(self) -> str:
        """Cost and hours, as posters print them under the number."""
        return ", ".join(part for part in (self.cost, self.hours) if part)

    @property
    def checked_on(self) -> date | None:
        """The day of the check; None unless it was of what stands here."""
        return self.verified_on if self.checked == self.facts else None

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
        """Whether a named person verified these facts less than ``VERIFICATION_PERIOD`` ago."""
        if self.checked_on is None or not self.verified_by.strip():
            return False
        return self.checked_on <= today < self.checked_on + VERIFICATION_PERIOD

    def unchecked_authors(self) -> set[int]:
        """Keys of the users who saved the latest draft since its facts were last checked."""
        people: set[int] = set()
        for user, content in self.revisions.order_by("-pk").values_list("user_id", "content"):
            if content.get("checked") == facts_of(content):
                break
            people.add(user)
        return people

    def changes_shown_facts(self) -> bool:
        """Whether this draft says something else than what readers are shown of the number."""
        shown = type(self)._base_manager.filter(pk=self.pk, live=True).first()
        return shown is not None and shown.facts != self.facts

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
                "Đường dây nóng %(number)s chưa được kiểm tra trong 180 ngày qua. Người khác người ghi số "
                "gọi thử, rồi bấm “Kiểm tra” ở mục Đường dây nóng."
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
