"""Items: the published version of a page in plain values, the same for every connector."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string, select_template
from django.utils import timezone
from wagtail.models import Page

from campaigns.approvals import addresses
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.status import status_of
from campaigns.models import ContentPage
from campaigns.portal.connectors.payloads import Item, Picture
from campaigns.portal.outgoing import markup
from campaigns.portal.outgoing.pictures import sent_rendition_of
from cms.templatetags.text import absolute
from cms.visibility import is_live_now, open_to_all
from cms.vocabulary.models import PageAudience, PageChannel, PageRegion, PageTopic
from media.models import CustomDocument
from media.serving import is_closed
from media.templatetags.files import alt_of

TERMS: dict[str, type[Any]] = {
    "audience": PageAudience,
    "region": PageRegion,
    "topic": PageTopic,
    "channel": PageChannel,
}


def published_item(page: Any) -> Item | None:
    """Return the item of a page, or None when the page may not be published anywhere now."""
    if not isinstance(page, ContentPage) or not is_live_now(page) or not page.code:
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
        modified=(page.last_published_at or record.approved_at).isoformat(),
        pictures=pictures,
        files=tuple(_files(record)),
        terms=terms_of(page),
        fields=fields_of(page),
        slug=page.slug,
        day=_day_of(page),
        story=story_of(page),
        has_lead=has_lead(page, pictures),
        record=record,
    )


def _day_of(page: Any) -> str:
    first = timezone.localdate(page.first_published_at) if page.first_published_at else timezone.localdate()
    return str((page.date or first).isoformat())


def html_of(page: Any, record: ApprovalRecord, pictures: tuple[Picture, ...]) -> str:
    """Return the page as clean HTML, from the template of its kind or the general one."""
    template = select_template([f"portal/item/{page.search_kind}.html", "portal/item/text.html"])
    body = getattr(page, "body", None)
    lead = pictures[0] if has_lead(page, pictures) and not _stands_in_body(page, pictures) else None
    context = {"page": page, "record": record, "body": body, "lead": lead, "site": settings.SITE_URL}
    context["words"] = [part for part in page.search_content().body.splitlines() if part.strip()]
    context["corrections"] = page.corrections.filter(open_to_all()).order_by("-date", "-pk")
    newer = getattr(page, "replaced_by_id", None)
    context["newer"] = Page.objects.filter(open_to_all(), pk=newer).first() if newer else None
    context["check_url"] = addresses.check_url(record.code)
    return markup.clean(template.render(context), page.full_url or settings.SITE_URL)


def has_lead(page: Any, pictures: tuple[Picture, ...]) -> bool:
    """Return whether the first picture is the page's own picture; False when its file is missing."""
    picture = getattr(page, "picture", None)
    rendition = sent_rendition_of(picture) if picture is not None else None
    return bool(rendition and pictures and pictures[0].path == rendition.file.name)


def _stands_in_body(page: Any, pictures: tuple[Picture, ...]) -> bool:
    """Return whether the body shows the page's own picture too, which then does not stand above it."""
    body = getattr(page, "body", None) or []
    images = [block.value["image"] for block in body if block.block_type == "picture"]
    # By number: Wagtail compares the alternative text of the occurrence too.
    is_shown = any(image is not None and image.pk == page.picture_id for image in images)
    return is_shown or any(other.sha256 == pictures[0].sha256 for other in pictures[1:])


def story_of(page: Any) -> str:
    """Return the body alone as clean HTML, from which another Chung Tay site builds its blocks."""
    if not getattr(page, "body", None):
        return ""
    html = render_to_string("portal/item/story.html", {"blocks": page.body, "page": page})
    return markup.clean(html, page.full_url or settings.SITE_URL)


def fields_of(page: Any) -> dict[str, Any]:
    """Return the ``sent_fields`` of the kind that are filled, by name; no keys of this database."""
    found = {name: getattr(page, name) for name in page.sent_fields}
    source = getattr(page, "source_document", None)
    found["source_number"] = source.number if source else ""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in found.items()
        if value not in (None, "")
    }


def terms_of(page: Any) -> dict[str, list[dict[str, str]]]:
    """Return {"audience": [{"slug", "name"}], "region": …}, with the official keys of the vocabularies."""
    return {
        name: [
            {"slug": slug, "name": label}
            for slug, label in through.objects.filter(content_object_id=page.pk)
            .order_by("tag__sort_order", "tag__slug")
            .values_list("tag__slug", "tag__name")
        ]
        for name, through in TERMS.items()
    }


def _images(page: Any) -> Iterator[tuple[Any, str]]:
    """Yield (image, caption) in reading order, each image once: the page's own, then those of the body."""
    seen = set()
    picture = getattr(page, "picture", None)
    if picture is not None:
        seen.add(picture.pk)
        yield picture, ""
    for block in getattr(page, "body", None) or []:
        image = block.value["image"] if block.block_type == "picture" else None
        if image is not None and image.pk not in seen:
            seen.add(image.pk)
            yield image, block.value.get("caption", "")


def _pictures(page: Any) -> list[Picture]:
    pictures = []
    for image, caption in _images(page):
        rendition = sent_rendition_of(image)
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
    """Return the approved files of the page that are public: {"title", "url", "sha256", "bytes"}."""
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
        if not is_closed(document)
    ]
