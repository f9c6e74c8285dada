"""Events (rallies, contests, talks) with an iCalendar file."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from campaigns.models.content import CampaignItem, ContentPage, ReaderState, StoryPage
from cms.models import SiteSettings
from cms.searchable import SearchContent
from cms.windows import Window


class MinuteField(models.DateTimeField):
    """A date and time without seconds.

    Revisions store milliseconds; a finer time would change the hash of the page when it is read from its
    revision, and the approved text could not be published.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> datetime | None:
        value: datetime | None = super().pre_save(model_instance, add)
        if value is not None:
            value = value.replace(second=0, microsecond=0)
            setattr(model_instance, self.attname, value)
        return value


class EventPage(RoutablePageMixin, CampaignItem, StoryPage):
    """An event with a calendar file (rule 15)."""

    class Form(models.TextChoices):
        RALLY = "mit-tinh", _("Mít tinh")
        CONTEST = "hoi-thi", _("Hội thi, hội diễn")
        EXHIBITION = "trien-lam", _("Triển lãm")
        TALK = "toa-dam", _("Tọa đàm, hội thảo, sinh hoạt chuyên đề")
        MOBILE = "tuyen-truyen-luu-dong", _("Tuyên truyền lưu động")
        CINEMA = "chieu-phim", _("Chiếu phim lưu động")
        SPORT = "the-thao", _("Thi đấu thể thao")
        TRAINING = "tap-huan", _("Tập huấn")
        TRIAL = "xet-xu-luu-dong", _("Xét xử lưu động")

    form = models.CharField(_("loại"), max_length=24, choices=Form.choices)
    starts_at = MinuteField(_("bắt đầu"))
    ends_at = MinuteField(_("kết thúc"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200)
    organiser = models.ForeignKey(
        "accounts.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị tổ chức"),
    )

    content_panels = [
        *ContentPage.content_panels[:1],
        FieldPanel("form"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("place"),
        FieldPanel("organiser"),
        FieldPanel("summary"),
        FieldPanel("body"),
        *CampaignItem.campaign_panels,
    ]
    parent_page_types = ["campaigns.SectionPage"]
    subpage_types: list[str] = []
    template = "campaigns/event_page.html"
    page_description = _("Mít tinh, hội thi, tuyên truyền lưu động…")
    search_kind = "su-kien"
    kind_label = _("Sự kiện")
    kind_order = 60
    sent_fields = ("form", "place", "starts_at", "ends_at")

    class Meta:
        verbose_name = _("sự kiện")

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at)

    @property
    def reader_state(self) -> ReaderState:
        return ReaderState(_("Đã diễn ra"), "past") if self.is_past else ReaderState(_("Sắp tới"), "ok")

    def structured_data(self, settings: SiteSettings) -> dict[str, Any]:
        return {
            "@type": "Event",
            "name": self.title,
            "startDate": self.starts_at,
            "endDate": self.ends_at,
            "location": {"@type": "Place", "name": self.place, "address": self.place},
            "organizer": {"@type": "Organization", "name": str(self.organiser or settings.agency)},
        }

    @property
    def is_past(self) -> bool:
        return (self.ends_at or self.starts_at) < timezone.now()

    def clean(self) -> None:
        super().clean()
        if self.starts_at:
            self.window.check("ends_at")
            self.date = timezone.localtime(self.starts_at).date()

    def icalendar(self) -> str:
        """The event as RFC 5545 text: CRLF line ends, lines folded at 75 octets."""
        stamp = self.last_published_at or self.latest_revision_created_at or timezone.now()
        rows = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Chung Tay//VI",
            "BEGIN:VEVENT",
            f"UID:{self.translation_key}@chung-tay",
            f"DTSTAMP:{_utc(stamp)}",
            f"DTSTART:{_utc(self.starts_at)}",
            *([f"DTEND:{_utc(self.ends_at)}"] if self.ends_at else []),
            f"SUMMARY:{_escape(self.title)}",
            f"LOCATION:{_escape(self.place)}",
            f"DESCRIPTION:{_escape(self.summary)}",
            f"URL:{settings.SITE_URL}{self.url or '/'}",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
        return "".join(f"{_folded(row)}\r\n" for row in rows)

    @path("lich/")
    def calendar_file(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(self.icalendar(), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'
        return response

    def search_content(self) -> SearchContent:
        return SearchContent(
            summary=self.summary,
            body=f"{self.place} {self.organiser or ''} {self.story_text}",
            keywords=(self.get_form_display(),),
            date=self.date,
            campaign=self.campaign_key,
        )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escape(text: str) -> str:
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return "\\n".join(text.splitlines())


def _folded(row: str) -> str:
    """The row folded as RFC 5545 requires, without splitting the bytes of a character."""
    parts, size = [""], 0
    for char in row:
        width = len(char.encode())
        if size + width > 74:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += width
    return "\r\n".join(parts)
