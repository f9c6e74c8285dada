"""Tags for links to files with their type and size, and for alternative texts."""

import os
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat

from media.privacy.details import described
from media.privacy.details import private_details as read_details

register = template.Library()


def file_note(file: Any) -> str:
    """Type and size of a stored file, such as "PDF, 1,2 MB"; the type alone when it cannot be read."""
    kind = os.path.splitext(file.name or "")[1].lstrip(".").upper()
    try:
        size = filesizeformat(file.size)
    except OSError:
        size = ""
    return ", ".join(part for part in (kind, size) if part)


@register.filter
def alt_of(image: Any) -> str:
    """The alternative text given in the story, else that of the picture; "" when it is decorative."""
    text = getattr(image, "contextual_alt_text", None)
    return image.default_alt_text if text is None else text


@register.inclusion_tag("components/file_link.html")
def file_link(document: Any, label: str = "") -> dict[str, Any]:
    """A link to a document of the library."""
    return {"url": document.url, "label": label or document.title, "note": file_note(document.file)}


@register.inclusion_tag("components/file_link.html")
def media_link(recording: Any, label: str = "") -> dict[str, Any]:
    """A link to the file of a recording."""
    return {"url": recording.file.url, "label": label or recording.title, "note": file_note(recording.file)}


@register.simple_tag
def private_details(document: Any) -> dict[str, Any]:
    """{"details", "signed"}: what a document tells of people, in words; nothing for an unreadable one."""
    found = read_details(document)
    return {"details": described(found), "signed": found.is_signed} if found else {}
