"""The guides inside the admin."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns.editorial import guides


def guide(request: HttpRequest, name: str) -> HttpResponse:
    """A guide with its table of contents."""
    try:
        found = guides.read(name)
    except KeyError as unknown:
        raise Http404 from unknown
    others = [(other, guides.read(other).title) for other in guides.NAMES if other != name]
    return render(request, "editorial/guide.html", {"guide": found, "others": others})
