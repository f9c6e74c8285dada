"""JSON endpoints of the autocomplete choosers of documents and organisations."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.search.backends import get_search_backend

from campaigns.approvals import permissions
from campaigns.models import OfficialDocumentPage
from cms.accounts.models import Organisation

LIMIT = 20
MAX_LENGTH = 100


@require_safe
def documents(request: HttpRequest) -> JsonResponse:
    """``?q=`` to {"results": [{"code", "name", "why"}]} for documents that the user may refer to."""
    pages = OfficialDocumentPage.objects.filter(permissions.choosable(request.user))
    return _answer(request, pages, lambda page: "" if page.live else _("chưa công bố"))


@require_safe
def organisations(request: HttpRequest) -> JsonResponse:
    """``?q=`` to {"results": [{"code", "name", "why"}]} for organisations."""
    return _answer(request, Organisation.objects.all(), lambda unit: "")


def _answer(request: HttpRequest, rows: Any, why: Any) -> JsonResponse:
    text = request.GET.get("q", "").replace("\0", "")[:MAX_LENGTH].strip()
    found: Iterable[Any] = get_search_backend().autocomplete(text, rows)[:LIMIT] if text else ()
    results = [{"code": str(row.pk), "name": str(row), "why": why(row)} for row in found]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})
