"""RSS, Atom and JSON Feed of a section, with the section's own filters.

Each item carries the approval under which it is live: code, state, version, hash, check page. It has a
title and a summary; texts are in the API.
"""

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape

from campaigns.approvals.records import ApprovalRecord
from campaigns.approvals.serialisation import approval_data
from campaigns.approvals.status import State
from cms.listing import page_number

ITEMS = 50
NAMESPACE = "urn:chung-tay:duyet"


def _absolute(url: str | None) -> str:
    return f"{settings.SITE_URL}{url or '/'}"


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def published(page: Any) -> datetime:
    """The moment of the item: its own day at noon, but never after its first publication (rule 128)."""
    first = page.first_published_at or timezone.now()
    if page.date is None:
        return first
    return min(timezone.make_aware(datetime.combine(page.date, time(12))), first)


def approvals(pages: list[Any]) -> dict[str, dict[str, Any]]:
    """Code to the ``approval_data`` of each page's approval; one query."""
    codes = [page.code for page in pages]
    today = timezone.localdate()
    states = {True: State.IN_FORCE, False: State.EXPIRED}
    return {
        record.code: approval_data(record, states[record.is_valid(today)])
        for record in ApprovalRecord.objects.filter(code__in=codes).select_related("translation_of")
    }


class _Approved:
    """Mixin of our two formats: approvals, and a date of a feed without items."""

    items: list[dict[str, Any]]
    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["changed"]  # type: ignore[misc]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)  # type: ignore[misc]
        for name, value in item["approval"].items():
            handler.addQuickElement(f"duyet:{name}", "" if value is None else str(value))


class ApprovedRss(_Approved, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:duyet": NAMESPACE}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, url in self.feed["neighbours"].items():
            handler.addQuickElement("atom:link", None, {"rel": relation, "href": url})


class ApprovedAtom(_Approved, Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:duyet": NAMESPACE}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, url in self.feed["neighbours"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": url})


class Items:
    """One page of the items of a section, as a request asks for it; none beyond the last page."""

    def __init__(self, section: Any, request: HttpRequest, file_name: str) -> None:
        self.section = section
        self.listing = section.listing(request.GET, ITEMS)
        self.number = page_number(request.GET)
        last = self.listing.page.paginator.num_pages
        self.pages = list(self.listing.page.object_list) if self.number <= last else []
        self.approvals = approvals(self.pages)
        self.agency = section.agency(request)
        self.home_url = _absolute(section.url)
        self.url = f"{self.home_url}{file_name}"
        labels = [label for values in self.listing.chosen.values() for label in values.values()]
        self.title = ": ".join([section.title, ", ".join(labels)] if labels else [section.title])
        # Not the address, which changes with the name of the section.
        chosen = sorted((name, value) for name, values in self.listing.chosen.items() for value in values)
        key = section.translation_key
        self.guid = f"urn:uuid:{uuid5(key, urlencode(chosen)) if chosen else key}"
        self.neighbours = {}
        if 1 < self.number <= last + 1:
            self.neighbours["prev"] = self.url + self.listing.query(page=self.number - 1)
        if self.number < last:
            self.neighbours["next"] = self.url + self.listing.query(page=self.number + 1)

    @property
    def own_url(self) -> str:
        """The address of this page of the feed."""
        return self.url + self.listing.query(page=self.number if self.number > 1 else "")

    @property
    def list_url(self) -> str:
        """The address of the same list for readers."""
        return self.home_url + self.listing.query(size="")


class RssFeed(Feed):
    feed_type: Any = ApprovedRss
    language = "vi"
    file_name = "rss/"

    def __init__(self, section: Any) -> None:
        self.section = section

    def get_object(self, request: HttpRequest) -> Items:
        self.content = Items(self.section, request, self.file_name)
        return self.content

    def title(self) -> str:
        return self.content.title

    def link(self) -> str:
        return self.content.list_url

    def feed_url(self) -> str:
        return self.content.own_url

    def feed_guid(self) -> str:
        return self.content.guid

    def author_name(self) -> str:
        return self.content.agency

    def description(self) -> str:
        return self.section.intro or self.section.title

    def feed_extra_kwargs(self, content: Items) -> dict[str, Any]:
        # Of a feed without items: the same each time, so that it need not be sent again.
        changed = self.section.last_published_at or _midnight()
        return {"neighbours": content.neighbours, "changed": changed}

    def items(self) -> Any:
        return self.content.pages

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        return {"approval": self.content.approvals.get(item.code, {})}

    def item_author_name(self, item: Any) -> str:
        return self.content.approvals.get(item.code, {}).get("agency") or self.content.agency

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        """The summary as HTML, which both formats expect here: "<tên>" stays text."""
        return escape(item.summary)

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
    content = Items(section, request, "json/")
    prefetch_related_objects(content.pages, "audience_items__tag")
    following = {"next_url": content.neighbours["next"]} if "next" in content.neighbours else {}
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": content.title,
        "home_page_url": content.list_url,
        "feed_url": content.own_url,
        **following,
        "description": section.intro,
        "language": "vi",
        "authors": [{"name": content.agency}],
        "items": [_json_item(page, content.approvals.get(page.code)) for page in content.pages],
    }
    return JsonResponse(data, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _json_item(page: Any, approval: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{page.translation_key}",
        "url": _absolute(page.url),
        "title": page.title,
        "summary": page.summary,
        "content_text": page.summary or page.title,
        "date_published": published(page).isoformat(),
        "date_modified": (page.last_published_at or published(page)).isoformat(),
        **({"authors": [{"name": approval["agency"]}]} if approval and approval["agency"] else {}),
        "tags": [item.tag.name for item in page.audience_items.all()],
        "_duyet": approval,
    }
