"""JSON endpoint of the region finder, for the chooser of the admin."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from cms.vocabulary.finder import find_regions


@require_safe
def find(request: HttpRequest) -> JsonResponse:
    """``?q=`` to ``{"results": [{"code", "name", "why"}]}``, best first."""
    matches = find_regions(request.GET.get("q", ""))
    results = [{"code": match.region.code, "name": match.region.name, "why": match.why} for match in matches]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})
