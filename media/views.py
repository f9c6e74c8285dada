"""Uploaded files as readers get them, where no web server in front serves them."""

from typing import Any

from csp.constants import NONE
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.static import serve

from media import serving
from media.models import CustomMedia, CustomRendition

# What pages show. Originals and documents are not among them: documents go through Wagtail's own
# view, which asks who may read them.
RECORDINGS = {"media": "file", "media_thumbnails": "thumbnail", "captions": "captions"}
# As long as a page may be kept: what was withdrawn is gone a minute later, caches included.
MAX_AGE = 60


def item_of(name: str) -> Any:
    """The item of the library that a stored file belongs to; None for what is shown nowhere."""
    folder = name.partition("/")[0]
    if "\0" in name:
        return None
    if folder == "images":
        rendition = CustomRendition.objects.filter(file=name).select_related("image").first()
        return rendition and rendition.image
    if folder in RECORDINGS:
        return CustomMedia.objects.filter(**{RECORDINGS[folder]: name}).first()
    return None


def uploaded(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the local storage that a public page shows. 404 otherwise, 410 once it was taken back."""
    item = item_of(name)
    if item is None:
        raise Http404
    instead = serving.instead_of(item)
    if instead is not None and not serving.sees_all(request):
        return instead(request)
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    if instead is None:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    else:
        patch_cache_control(response, private=True, no_store=True)
    # A file opened by itself runs nothing and shows in no frame.
    setattr(response, "_csp_replace", {"default-src": [NONE], "script-src": [NONE]})  # noqa: B010
    return response
