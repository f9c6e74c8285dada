"""API of the pictures and documents that public pages use."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from wagtail.api import APIField
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from campaigns.portal.api.base import ComputedField, OpenViewSet
from campaigns.portal.outgoing.pictures import PICTURE, rendition_of
from cms.templatetags.text import absolute
from cms.visibility import open_to_all
from media.models import CustomDocument, CustomImage


def used_in_public(model: type[Any]) -> QuerySet[Any]:
    """Return the files that a live public page refers to, without those in private collections."""
    public = Page.objects.filter(open_to_all()).annotate(text_key=Cast("pk", CharField())).values("text_key")
    uses = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(OuterRef("pk"), CharField()),
        object_id__in=public,
    )
    found: QuerySet[Any] = model.objects.filter(Exists(uses)).order_by("-created_at", "-pk")
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        closed = restriction.collection.get_descendants(inclusive=True)
        found = found.exclude(collection__in=closed)
    return found


def _picture(view: Any, image: CustomImage) -> dict[str, Any] | None:
    rendition = rendition_of(image)
    if rendition is None:
        return None
    return {"url": absolute(rendition.url), "width": rendition.width, "height": rendition.height}


class ImagesEndpoint(OpenViewSet):
    """/api/v2/images/: renditions only; an original may contain more than the picture shows."""

    body_fields = [
        "id",
        "title",
        APIField("alt", ComputedField(lambda view, image: image.default_alt_text)),
        "credit",
        APIField("file", ComputedField(_picture)),
    ]
    listing_default_fields = ["id", "type", "detail_url", "title", "alt", "credit", "file"]
    name = "images"
    model = CustomImage

    def get_queryset(self) -> QuerySet[Any]:
        return used_in_public(CustomImage).prefetch_renditions(PICTURE)  # type: ignore[attr-defined]

    def paginate_queryset(self, queryset: Any) -> Any:
        """Return the pictures whose file exists; a missing file must not break the list."""
        return [image for image in super().paginate_queryset(queryset) if rendition_of(image) is not None]

    def get_object(self) -> Any:
        image = super().get_object()
        if rendition_of(image) is None:
            raise Http404
        return image


class DocumentsEndpoint(OpenViewSet):
    """/api/v2/documents/: the documents that pages offer for download."""

    body_fields = [
        "id",
        "title",
        APIField("url", ComputedField(lambda view, document: absolute(document.url))),
        APIField("extension", ComputedField(lambda view, document: document.file_extension.lower())),
        APIField("bytes", ComputedField(lambda view, document: document.file_size)),
    ]
    listing_default_fields = ["id", "type", "detail_url", "title", "url", "extension", "bytes"]
    name = "documents"
    model = CustomDocument

    def get_queryset(self) -> QuerySet[Any]:
        return used_in_public(CustomDocument)
