"""RSS, Atom and JSON Feed of a section, with the section's own filters.

Each item carries the approval under which it is live: code, state, version, hash, check page.
"""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from campaigns.approvals.records import ApprovalRecord
from campaigns.approvals.serialisation import approval_data
from campaigns.approvals.status import State

ITEMS = 50
NAMESPACE = "urn:chung-tay:duyet"


def _absolute(url: str | None) -> str:
    return f"{settings.SITE_URL}{url or '/'}"


def published(page: Any) -> datetime:
    """The moment of the item: its own date at noon, else the first publication."""
    if page.date:
        return timezone.make_aware(datetime.combine(page.date, time(12)))
    return page.first_published_at or timezone.now()


def approvals(pages: list[Any]) -> dict[str, dict[str, Any]]:
    """Code to the ``approval_data`` of each page's approval; one query."""
    codes = [page.code for page in pages]
    today = timezone.localdate()
    states = {True: State.IN_FORCE, False: State.EXPIRED}
    return {
        record.code: approval_data(record, states[record.is_valid(today)])
        for record in ApprovalRecord.objects.filter(code__in=codes).select_related("translation_of")
    }


def _write_approval(handler: Any, item: dict[str, Any]) -> None:
    for name, value in item["approval"].items():
        handler.addQuickElement(f"duyet:{name}", "" if value is None else str(value))


class ApprovedRss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:duyet": NAMESPACE}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        _write_approval(handler, item)


class ApprovedAtom(Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:duyet": NAMESPACE}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        _write_approval(handler, item)


class RssFeed(Feed):
    feed_type: Any = ApprovedRss
    language = "vi"
    file_name = "rss/"

    def __init__(self, section: Any) -> None:
        self.section = section

    def get_object(self, request: HttpRequest) -> Any:
        self.listing = self.section.listing(request.GET, ITEMS)
        return self.section

    def title(self) -> str:
        return self.section.title

    def link(self) -> str:
        return _absolute(self.section.url)

    def feed_url(self) -> str:
        return _absolute(self.section.url) + self.file_name + self.listing.query()

    def description(self) -> str:
        return self.section.intro or self.section.title

    def items(self) -> Any:
        pages = list(self.listing.page.object_list)
        self.approvals = approvals(pages)
        return pages

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        return {"approval": self.approvals.get(item.code, {})}

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.summary

    def item_link(self, item: Any) -> str:
        return _absolute(item.url)

    def item_guid(self, item: Any) -> str:
        return f"urn:uuid:{item.translation_key}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Any) -> datetime:
        return published(item)

    def item_updateddate(self, item: Any) -> datetime:
        return item.last_published_at or published(item)


class AtomFeed(RssFeed):
    feed_type: Any = ApprovedAtom
    subtitle = RssFeed.description
    file_name = "atom/"


def json_feed(section: Any, request: HttpRequest) -> HttpResponse:
    """JSON Feed 1.1 (jsonfeed.org): the same items, read by portals and scripts."""
    listing = section.listing(request.GET, ITEMS)
    url = _absolute(section.url)
    pages = list(listing.page.object_list)
    prefetch_related_objects(pages, "audience_items__tag")
    approved = approvals(pages)
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": section.title,
        "home_page_url": url,
        "feed_url": f"{url}json/{listing.query()}",
        "description": section.intro,
        "language": "vi",
        "items": [
            {
                "id": f"urn:uuid:{page.translation_key}",
                "url": _absolute(page.url),
                "title": page.title,
                "summary": page.summary,
                "content_text": page.summary or page.title,
                "date_published": published(page).isoformat(),
                "date_modified": (page.last_published_at or published(page)).isoformat(),
                "tags": [item.tag.name for item in page.audience_items.all()],
                "_duyet": approved.get(page.code),
            }
            for page in pages
        ],
    }
    return JsonResponse(data, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})
