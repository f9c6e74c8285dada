"""RSS, Atom and JSON Feed of a section, with the section's own filters."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

ITEMS = 50


def _absolute(url: str | None) -> str:
    return f"{settings.SITE_URL}{url or '/'}"


def published(page: Any) -> datetime:
    """When the item is dated: its own date at noon, else the first publication."""
    if page.date:
        return timezone.make_aware(datetime.combine(page.date, time(12)))
    return page.first_published_at or timezone.now()


class RssFeed(Feed):
    feed_type: Any = Rss201rev2Feed
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
        return self.listing.page.object_list

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
    feed_type: Any = Atom1Feed
    subtitle = RssFeed.description
    file_name = "atom/"


def json_feed(section: Any, request: HttpRequest) -> HttpResponse:
    """JSON Feed 1.1 (jsonfeed.org): the same items, read by portals and scripts."""
    listing = section.listing(request.GET, ITEMS)
    url = _absolute(section.url)
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
                "tags": [item.tag.name for item in page.audience_items.select_related("tag")],
            }
            for page in listing.page.object_list
        ],
    }
    return JsonResponse(data, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})
