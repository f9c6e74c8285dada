"""Admin report of the links to unknown sites."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns.approvals import permissions
from campaigns.editorial.outgoing_links import outgoing_links
from campaigns.reuse import register


def report(request: HttpRequest) -> HttpResponse:
    """The links to unknown hosts in the pages and drafts of the user's departments."""
    if not register.sees_all(request.user):
        raise PermissionDenied
    links = outgoing_links(permissions.own_pages(request.user))
    return render(request, "editorial/outgoing_links.html", {"links": links})
