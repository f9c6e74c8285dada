"""What leaves for a portal: one page as it stands now, in plain values, the same for every connector."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string, select_template

from campaigns.approvals import addresses, codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.status import State, status_of
from campaigns.models import ContentPage
from campaigns.portal import markup
from campaigns.portal.formats import absolute, alt_of, rendition_of
from cms.vocabulary.models import PageAudience, PageChannel, PageRegion, PageTopic
from media.models import CustomDocument

TERMS: dict[str, type[Any]] = {
    "audience": PageAudience,
    "region": PageRegion,
    "topic": PageTopic,
    "channel": PageChannel,
}
# What an item is no part of: keys of this database, and what is said elsewhere in it.
PLAIN_FIELDS = ("form", "text", "byline", "place", "number", "issuer", "signer", "subject", "source_note")
LINE_FIELDS = ("signs", "tricks", "actions", "usage")
DAY_FIELDS = ("starts_at", "ends_at", "valid_from", "valid_until", "review_on", "year", "start", "end")
FIELDS = (*PLAIN_FIELDS, *LINE_FIELDS, *DAY_FIELDS)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as portals take it: JPEG, long side 1600 at most. ``name`` is unique to its bytes."""

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
    """``html`` shows pictures under their addresses here; ``uid`` stays the same through all versions."""

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
    signed: str
    approved_at: str
    valid_until: str | None
    modified: str
    pictures: tuple[Picture, ...]
    files: tuple[dict[str, Any], ...]
    terms: dict[str, list[dict[str, str]]]
    fields: dict[str, Any]
    slug: str
    has_lead: bool
    story: str
    record: ApprovalRecord = field(compare=False, repr=False)

    @property
    def check_url(self) -> str:
        return addresses.check_url(self.code)

    def html_with(self, place: Callable[[Picture], str]) -> str:
        """The HTML with each picture under the address that ``place`` gives it."""
        html = self.html
        for picture in self.pictures:
            # In an attribute an address with parameters is written with entities.
            for written in {escape(picture.url), picture.url}:
                html = html.replace(f'src="{written}"', f'src="{escape(place(picture))}"')
        return html

    def as_data(self) -> dict[str, Any]:
        """Plain values for JSON: webhook, ZIP, API and exchange say the same."""
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
            "approval": {
                "code": codes.shown(self.code),
                "state": str(State.IN_FORCE),
                "version": self.version,
                "content_hash": self.content_hash,
                "agency": self.agency,
                "signed": self.signed,
                "approved_at": self.approved_at,
                "valid_until": self.valid_until,
                "check_url": self.check_url,
            },
            "modified": self.modified,
        }

    def digest(self, place: Mapping[str, Any]) -> str:
        """SHA-256 (hex) of all that is sent, the place on the portal included."""
        said = {**self.as_data(), "place": place}
        # A page saved again without a change is no news.
        said.pop("modified")
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
        return hashlib.sha256(text.encode()).hexdigest()


def item_of(page: Any) -> Item | None:
    """The page as it goes out, or None when it may not stand anywhere now."""
    if not isinstance(page, ContentPage) or not page.live or not page.code:
        return None
    record = ApprovalRecord.objects.filter(code=page.code).first()
    if record is None or not status_of(record).usable:
        return None
    pictures = tuple(_pictures(page))
    return Item(
        uid=str(page.translation_key),
        page_id=page.pk,
        kind=str(page.search_kind),
        kind_label=str(page.kind_label),
        title=page.title,
        summary=page.summary,
        date=page.date.isoformat() if page.date else None,
        text=record.text,
        html=html_of(page, record, pictures),
        url=page.full_url or settings.SITE_URL,
        code=record.code,
        version=record.version,
        content_hash=record.content_hash,
        agency=record.agency,
        signed=record.signed,
        approved_at=record.approved_at.isoformat(),
        valid_until=record.valid_until.isoformat() if record.valid_until else None,
        modified=(page.last_published_at or record.approved_at).isoformat(),
        pictures=pictures,
        files=tuple(_files(record)),
        terms=terms_of(page),
        fields=fields_of(page),
        slug=page.slug,
        story=story_of(page),
        has_lead=has_lead(page, pictures),
        record=record,
    )


def html_of(page: Any, record: ApprovalRecord, pictures: tuple[Picture, ...]) -> str:
    """The page's words and pictures as clean HTML: from its kind's own template, or from its text."""
    template = select_template([f"portal/item/{page.search_kind}.html", "portal/item/text.html"])
    body = getattr(page, "body", None)
    lead = pictures[0] if has_lead(page, pictures) else None
    context = {"page": page, "record": record, "body": body, "lead": lead, "site": settings.SITE_URL}
    context["words"] = [part for part in page.search_content().body.splitlines() if part.strip()]
    context["check_url"] = addresses.check_url(record.code)
    return markup.clean(template.render(context), page.full_url or settings.SITE_URL)


def has_lead(page: Any, pictures: tuple[Picture, ...]) -> bool:
    """Whether the first picture is the page's own: its file may have been lost."""
    own = getattr(page, "picture", None)
    rendition = rendition_of(own) if own is not None else None
    return bool(rendition and pictures and pictures[0].path == rendition.file.name)


def story_of(page: Any) -> str:
    """The story alone, as clean HTML: what another site of ours makes its own blocks of."""
    if not getattr(page, "body", None):
        return ""
    html = render_to_string("portal/item/story.html", {"blocks": page.body, "page": page})
    return markup.clean(html, page.full_url or settings.SITE_URL)


def fields_of(page: Any) -> dict[str, Any]:
    """The short fields of the kind, by name: text, choices, dates; no keys of this database."""
    found = {name: getattr(page, name) for name in FIELDS if hasattr(page, name)}
    source = getattr(page, "source_document", None)
    found["source_number"] = source.number if source else ""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in found.items()
        if value not in (None, "")
    }


def terms_of(page: Any) -> dict[str, list[dict[str, str]]]:
    """{"audience": [{"slug", "name"}], "region": …}: the vocabularies' official keys."""
    return {
        name: [
            {"slug": slug, "name": label}
            for slug, label in through.objects.filter(content_object_id=page.pk)
            .order_by("tag__sort_order", "tag__slug")
            .values_list("tag__slug", "tag__name")
        ]
        for name, through in TERMS.items()
    }


def _shown(page: Any) -> Iterator[tuple[Any, str]]:
    """(picture, caption) in reading order, each once: the page's own, then those of the story."""
    seen = set()
    own = getattr(page, "picture", None)
    if own is not None:
        seen.add(own.pk)
        yield own, ""
    for block in getattr(page, "body", None) or []:
        image = block.value["image"] if block.block_type == "picture" else None
        if image is not None and image.pk not in seen:
            seen.add(image.pk)
            yield image, block.value.get("caption", "")


def _pictures(page: Any) -> list[Picture]:
    pictures = []
    for image, caption in _shown(page):
        rendition = rendition_of(image)
        if rendition is None:
            continue
        with rendition.file.open("rb") as opened:
            digest = hashlib.sha256(opened.read()).hexdigest()
        pictures.append(
            Picture(
                url=absolute(rendition.url),
                alt=alt_of(image),
                caption=caption,
                width=rendition.width,
                height=rendition.height,
                path=rendition.file.name,
                sha256=digest,
            )
        )
    return pictures


def _files(record: ApprovalRecord) -> list[dict[str, Any]]:
    """What the page offers to download, as it was approved: {"title", "url", "sha256", "bytes"}."""
    known = {file["pk"]: file for file in record.files if file["kind"] == "customdocument"}
    documents = CustomDocument.objects.in_bulk(known) if known else {}
    return [
        {
            "title": document.title,
            "url": absolute(document.url),
            "sha256": known[pk]["sha256"],
            "bytes": known[pk]["bytes"],
        }
        for pk, document in sorted(documents.items())
    ]
