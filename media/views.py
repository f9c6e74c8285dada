"""Serves uploaded files when no web server in front does."""

from typing import Any

from csp.constants import NONE
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.static import serve

from cms.byte_ranges import with_ranges
from media import serving
from media.models import CustomMedia, CustomRendition

# Folders of files that pages show. Original pictures are not served, and documents are served by Wagtail's
# view, which checks the permission.
RECORDINGS = {"media": "file", "media_thumbnails": "thumbnail", "captions": "captions"}
# A withdrawn file is out of caches after a minute (rule 37).
MAX_AGE = 60


def library_item(name: str) -> Any:
    """The library item of a stored file; None for files that are not served."""
    folder = name.partition("/")[0]
    if "\0" in name:
        return None
    if folder == "images":
        rendition = CustomRendition.objects.filter(file=name).select_related("image__collection").first()
        return rendition and rendition.image
    if folder in RECORDINGS:
        return CustomMedia.objects.filter(**{RECORDINGS[folder]: name}).select_related("collection").first()
    return None


def uploaded(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the local storage that a public page shows; 410 once withdrawn or expired, else 404.

    Files of closed collections go to whom the collection lets in (rule 105).
    """
    item = library_item(name)
    if item is None:
        raise Http404
    unmet = serving.unmet_restrictions(item, request)
    if unmet:
        # The same answer as for a file that does not exist.
        raise Http404
    replacement = serving.replacement_view(item)
    if replacement is not None and not serving.can_see_drafts(request, item):
        return replacement(request)
    response = with_ranges(serve)(request, name, document_root=str(settings.MEDIA_ROOT))
    if replacement is None and unmet is None:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    else:
        patch_cache_control(response, private=True, no_store=True)
    # A file opened directly may load nothing and run no script.
    setattr(response, "_csp_replace", {"default-src": [NONE], "script-src": [NONE]})  # noqa: B010
    return response
