"""In which form pictures go out."""

from typing import Any

from django.conf import settings
from wagtail.images.models import SourceImageIOError

# Every portal takes JPEG; a screen shows no more than this.
PICTURE = "max-1600x1600|format-jpeg"


def absolute(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else f"{settings.SITE_URL}{url}"


def alt_of(image: Any) -> str:
    """The alternative text of a picture in a story, or the picture's own."""
    own = getattr(image, "contextual_alt_text", None)
    return str(image.default_alt_text if own is None else own)


def rendition_of(image: Any) -> Any:
    """The picture as it goes out, made anew if its file was lost; None when the original is lost too."""
    try:
        rendition = image.get_rendition(PICTURE)
        if not rendition.file.storage.exists(rendition.file.name):
            image.renditions.filter(pk=rendition.pk).delete()
            # Read anew: what was fetched with the picture still names the lost one.
            rendition = type(image).objects.get(pk=image.pk).get_rendition(PICTURE)
    except (SourceImageIOError, OSError):
        return None
    return rendition
