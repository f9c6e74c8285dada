"""The radar's page in the admin: where old numbers and words still stand."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns.editorial import outdated
from campaigns.editorial.models import OutdatedPhrase
from campaigns.reuse import register


def occurrences(request: HttpRequest) -> HttpResponse:
    """Everything that is looked for, with its places; what is settled is left out.

    What other departments have in preparation is theirs.
    """
    if not register.sees_all(request.user):
        raise PermissionDenied
    findings = outdated.find_occurrences(
        OutdatedPhrase.objects.filter(is_settled=False), register.in_departments_of(request.user)
    )
    return render(
        request,
        "editorial/outdated.html",
        {"findings": findings, "may_change": request.user.has_perm("campaigns.add_outdatedphrase")},
    )
