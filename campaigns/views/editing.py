"""The remarks on a draft, all of them, with the words around each."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Page

from campaigns import editing
from campaigns.models import ContentPage


def remarks(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, ContentPage):
        raise PermissionDenied
    tester = page.permissions_for_user(request.user)
    task = page.current_workflow_task
    reviews = task is not None and task.specific.user_can_access_editor(page, request.user)
    if not tester.can_edit() and not reviews:
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "campaigns/admin/remarks.html", {"page": draft, "remarks": editing.remarks(draft)})
