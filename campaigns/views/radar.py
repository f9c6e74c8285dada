"""The radar's page in the admin: where old numbers and words still stand."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns import radar, reuse
from campaigns.models import OutdatedPhrase


def sweep(request: HttpRequest) -> HttpResponse:
    """Everything that is looked for, with its places; what is settled is left out.

    What other departments have in preparation is theirs.
    """
    if not reuse.sees_all(request.user):
        raise PermissionDenied
    findings = radar.sweep(OutdatedPhrase.objects.filter(is_settled=False), reuse.within(request.user))
    return render(
        request,
        "campaigns/admin/radar.html",
        {"findings": findings, "may_change": request.user.has_perm("campaigns.add_outdatedphrase")},
    )
