"""Views that help writers: the remarks on a draft, and the size of a text as SMS."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from campaigns.editorial.remarks import remarks as remarks_on
from campaigns.kits.outputs import sms
from campaigns.models import ContentPage


def remarks(request: HttpRequest, page_id: int) -> HttpResponse:
    """All remarks on the latest revision, for users who may edit or review the page."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, ContentPage):
        raise PermissionDenied
    tester = page.permissions_for_user(request.user)
    task = page.current_workflow_task
    reviews = task is not None and task.specific.user_can_access_editor(page, request.user)
    if not tester.can_edit() and not reviews:
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "editorial/remarks.html", {"page": draft, "remarks": remarks_on(draft)})


MAX_TEXT_LENGTH = 5_000


@require_POST
def message_size(request: HttpRequest) -> JsonResponse:
    """{"lines": …}: encoding, characters and parts of a text with and without diacritics."""
    text = request.POST.get("text", "")[:MAX_TEXT_LENGTH].strip()
    if not text:
        return JsonResponse({"lines": []})
    lines = []
    for label, message in zip((_("Có dấu"), _("Không dấu")), sms.forms(text), strict=True):
        lines.append(
            _("Tin nhắn %(label)s: %(characters)d ký tự, %(encoding)s, %(parts)d tin")
            % {
                "label": label.lower(),
                "characters": message.characters,
                "encoding": message.encoding,
                "parts": message.parts,
            }
        )
    refused = sms.measure(text).forbidden
    if refused:
        lines.append(_("Nhà mạng hay từ chối ký tự: %(signs)s") % {"signs": " ".join(refused)})
    return JsonResponse({"lines": lines})
