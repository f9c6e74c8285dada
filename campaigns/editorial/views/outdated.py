"""Admin report of the occurrences of outdated phrases."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns.approvals import permissions
from campaigns.approvals.boundaries import may_know
from campaigns.editorial import outdated
from campaigns.editorial.models import OutdatedPhrase
from campaigns.reuse import register


def occurrences(request: HttpRequest) -> HttpResponse:
    """All phrases that are not settled, with their occurrences.

    Drafts, files and alerts are those of the user's departments.
    """
    if not register.sees_all(request.user):
        raise PermissionDenied
    findings = outdated.find_occurrences(
        OutdatedPhrase.objects.filter(is_settled=False),
        permissions.own_pages(request.user),
        partial(may_know, request.user),
    )
    return render(
        request,
        "editorial/outdated.html",
        {"findings": findings, "may_change": request.user.has_perm("editorial.add_outdatedphrase")},
    )
