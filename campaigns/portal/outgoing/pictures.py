"""Renditions and alternative texts of the pictures that are sent."""

from typing import Any

from django.conf import settings
from wagtail.images.models import SourceImageIOError

from media.serving import is_closed

# Every portal accepts JPEG; no screen needs more pixels.
PICTURE = "max-1600x1600|format-jpeg"


def absolute(url: str) -> str:
    """Return the address with the site's own origin in front of a path."""
    return url if url.startswith(("http://", "https://")) else f"{settings.SITE_URL}{url}"


def alt_of(image: Any) -> str:
    """Return the alternative text of an image in its block, else the image's own."""
    contextual = getattr(image, "contextual_alt_text", None)
    return str(image.default_alt_text if contextual is None else contextual)


def rendition_of(image: Any) -> Any:
    """Return the rendition that is sent, made again if its file is missing; None without the original."""
    try:
        rendition = image.get_rendition(PICTURE)
        if not rendition.file.storage.exists(rendition.file.name):
            image.renditions.filter(pk=rendition.pk).delete()
            # Read again: the prefetched renditions still name the missing file.
            rendition = type(image).objects.get(pk=image.pk).get_rendition(PICTURE)
    except (SourceImageIOError, OSError):
        return None
    return rendition


def sent_rendition_of(image: Any) -> Any:
    """Return the rendition that is sent; None for a picture of a closed collection (rule 99) as well."""
    return None if is_closed(image) else rendition_of(image)
