"""Links to sites that are not known, in what is published and in drafts (rule 138).

Whoever breaks into a site of the state hides links in its pages, and a domain that ran out gets a new owner.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page, Revision

from campaigns.reuse.models import PartnerOrigin
from cms.page_titles import admin_title

# In stored text, where a quotation mark may stand behind a backslash.
ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\\]+", re.IGNORECASE)
STATE = ".gov.vn"


@dataclass(frozen=True, slots=True)
class OutgoingLink:
    """A link to an unknown host in one revision of a page, and who saved it."""

    host: str
    address: str
    title: str
    edit_url: str
    is_live: bool
    saved_by: Any
    saved_at: datetime


def host_of(address: str) -> str:
    """The host of an address in small letters; "" for an address that has none."""
    try:
        return (urlsplit(address if "://" in address else f"https:{address}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def known_hosts() -> set[str]:
    """The hosts of this site and of the partners that embed it."""
    own = {host_of(settings.SITE_URL), *(host.lower() for host in settings.ALLOWED_HOSTS)}
    partners = PartnerOrigin.objects.filter(is_active=True).values_list("origin", flat=True)
    return own | {host_of(origin) for origin in partners}


def outgoing_links(pages: Q) -> list[OutgoingLink]:
    """The links to unknown hosts in the live and the newest revisions of these pages, by host."""
    known = known_hosts()
    found = [
        link
        for page, revision in _revisions(pages)
        for link in _links(page, revision)
        if link.host and link.host not in known and not f".{link.host}".endswith(STATE)
    ]
    return sorted(found, key=lambda link: (link.host, link.title, link.address))


def _revisions(condition: Q) -> Iterator[tuple[Page, Revision]]:
    pages = Page.objects.filter(condition, depth__gt=1)
    for page in pages.select_related("live_revision__user", "latest_revision__user").iterator(chunk_size=200):
        revisions = {one.pk: one for one in (page.live_revision, page.latest_revision) if one is not None}
        yield from ((page, revision) for revision in revisions.values())


def _links(page: Page, revision: Revision) -> Iterator[OutgoingLink]:
    for address in dict.fromkeys(
        match for text in _texts(revision.content) for match in ADDRESS.findall(text)
    ):
        yield OutgoingLink(
            host_of(address),
            address,
            admin_title(page, str(revision.content.get("title") or page.title)),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            page.live and revision.pk == page.live_revision_id,
            revision.user,
            revision.created_at,
        )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
