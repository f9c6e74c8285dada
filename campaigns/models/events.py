"""Events (rallies, contests, talks) with an iCalendar file."""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from campaigns.approvals import addresses
from campaigns.approvals.records import ApprovalRecord
from campaigns.models.content import CampaignItem, ContentPage, ReaderState, StoryPage
from cms.models import SiteSettings
from cms.searchable import SearchContent
from cms.windows import Window

# Of a line of a calendar file, without its end (RFC 5545, 3.1).
MAX_OCTETS = 75


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
        """The event as RFC 5545 text, with its approval code; a newer approval has a higher SEQUENCE."""
        changed = self.last_published_at or self.latest_revision_created_at or timezone.now()
        record = ApprovalRecord.objects.filter(code=self.code).first() if self.code else None
        event = Event()
        event.uid = f"{self.translation_key}@chung-tay"
        event.DTSTAMP = event.LAST_MODIFIED = changed.astimezone(UTC)
        event.sequence = record.version - 1 if record else 0
        event.start = self.starts_at.astimezone(UTC)
        if self.ends_at:
            event.end = self.ends_at.astimezone(UTC)
        event.add("summary", self.title)
        event.add("location", self.place)
        about = [self.summary] if self.summary else []
        if record:
            about.append(
                _("Mã duyệt %(code)s: %(url)s")
                % {"code": record.shown_code, "url": addresses.check_url(record.code)}
            )
        event.add("description", "\n\n".join(about))
        event.add("url", f"{settings.SITE_URL}{self.url or '/'}")
        calendar = Calendar()
        calendar.add("prodid", "-//Chung Tay//VI")
        calendar.add("version", "2.0")
        calendar.add_component(event)
        rows = calendar.to_ical().decode().replace("\r\n ", "").split("\r\n")
        return "\r\n".join(_folded(row) for row in rows)

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
            form=self.form,
            campaign=self.campaign_key,
        )


# An escaped character stays whole.
_CHARACTER = re.compile(r"\\?.", re.DOTALL)


def _folded(row: str) -> str:
    """The row in lines of 75 octets at most, folded neither inside a character nor after a backslash.

    The library folds between a backslash and its letter, which importers read as two characters.
    """
    parts, size = [""], 0
    for character in _CHARACTER.findall(row):
        width = len(character.encode())
        if size + width > MAX_OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += width
    return "\r\n".join(parts)
