"""Renditions of the pictures that are sent."""

from typing import Any

from wagtail.images.models import SourceImageIOError

from media.serving import is_closed

# Every portal accepts JPEG; no screen needs more pixels.
PICTURE = "max-1600x1600|format-jpeg"


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
    """Return the rendition that is sent; None for a picture of a closed collection (rule 105) as well."""
    return None if is_closed(image) else rendition_of(image)
