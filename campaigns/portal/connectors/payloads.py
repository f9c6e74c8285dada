"""Values that connectors send and return: item, picture, removal, state on the portal."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder

from campaigns.approvals import addresses
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.serialisation import approval_data
from campaigns.approvals.status import State
from campaigns.portal.models import Delivery

# The marker of an item of which the portal has several copies.
DUPLICATED = "duplicated"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is sent: JPEG, long side 1600 at most. ``name`` is unique to its bytes."""

    url: str
    alt: str
    caption: str
    width: int
    height: int
    path: str = field(repr=False)
    sha256: str = ""

    @property
    def name(self) -> str:
        return f"ct-{self.sha256[:24]}.jpg"

    def read(self) -> bytes:
        with default_storage.open(self.path, "rb") as opened:
            return bytes(opened.read())


@dataclass(frozen=True, slots=True)
class Item:
    """The published version of one page; ``uid`` is the same for all versions of the page.

    ``day`` is the ISO date of the page, or of its first publication where it has none.
    """

    uid: str
    page_id: int
    kind: str
    kind_label: str
    title: str
    summary: str
    date: str | None
    text: str
    html: str
    url: str
    code: str
    version: int
    content_hash: str
    agency: str
    modified: str
    pictures: tuple[Picture, ...]
    files: tuple[dict[str, Any], ...]
    terms: dict[str, list[dict[str, str]]]
    fields: dict[str, Any]
    slug: str
    day: str
    has_lead: bool
    story: str
    record: ApprovalRecord = field(compare=False, repr=False)

    @property
    def check_url(self) -> str:
        return addresses.check_url(self.code)

    def html_with(self, address_of: Callable[[Picture], str]) -> str:
        """Return the HTML with each picture under the address that ``address_of`` gives it."""
        html = self.html
        for picture in self.pictures:
            # In an attribute an address with parameters is written with entities.
            for written in {escape(picture.url), picture.url}:
                html = html.replace(f'src="{written}"', f'src="{escape(address_of(picture))}"')
        return html

    def as_data(self) -> dict[str, Any]:
        """Return plain values for JSON, the same for webhook, ZIP, API and exchange."""
        return {
            "id": f"urn:uuid:{self.uid}",
            "kind": self.kind,
            "kind_label": self.kind_label,
            "title": self.title,
            "summary": self.summary,
            "date": self.date,
            "url": self.url,
            "text": self.text,
            "html": self.html,
            "fields": self.fields,
            "terms": self.terms,
            "pictures": [
                {
                    "name": picture.name,
                    "url": picture.url,
                    "alt": picture.alt,
                    "caption": picture.caption,
                    "sha256": picture.sha256,
                    "width": picture.width,
                    "height": picture.height,
                }
                for picture in self.pictures
            ],
            "files": list(self.files),
            "approval": approval_data(self.record, State.IN_FORCE),
            "modified": self.modified,
        }

    def digest(self, taxonomy: Mapping[str, Any]) -> str:
        """Return the SHA-256 (hex) of all that is sent, category and tags on the portal included."""
        data = {**self.as_data(), "place": taxonomy}
        # A page that was saved without a change is not sent again.
        data.pop("modified")
        text = json.dumps(data, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Removal:
    """The removal of an item: ``reason`` is text for readers, ``html`` the notice in its place."""

    uid: str
    title: str
    code: str
    state: str
    reason: str
    html: str


@dataclass(frozen=True, slots=True)
class RemoteItem:
    """The state of an item on the portal; ``marker`` changes when the item is edited there.

    ``code`` is the approval code of the version that was last sent.
    """

    state: str = Delivery.State.PUBLISHED
    remote_id: str = ""
    link: str = ""
    marker: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """The envelope of one version; ``key`` is the idempotency key, the same for every retry.

    ``taxonomy`` is {"category": name, "tags": [names]} on the portal; {} in removals.
    """

    key: str
    version: int
    taxonomy: dict[str, Any]
