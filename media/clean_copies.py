"""Admin page of a document's private details: what was found, and the copy without it beside the original."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from media.models import CustomDocument
from media.privacy.details import clean_content, described, private_details


def clean_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The original and its clean copy; a POST makes the copy (rule 106)."""
    document: Any = get_object_or_404(CustomDocument.objects.select_related("collection", "original"), pk=pk)
    original = document.original or document
    policy = policy_registry.get_by_type(CustomDocument)
    if not policy.user_has_permission_for_instance(request.user, "change", original):
        raise PermissionDenied
    found = private_details(original)
    copy = original.clean_copies.order_by("-pk").first()
    can_be_made = found is not None and found.is_private and not found.is_signed
    if request.method == "POST" and can_be_made and copy is None:
        try:
            copy = _made(original, request.user)
        except ValueError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã tạo bản sạch. Bản gốc giữ nguyên."))
            return redirect("document_clean_copy", original.pk)
    context: dict[str, Any] = {
        "original": original,
        "copy": copy,
        "found": found,
        "details": described(found) if found else [],
        "can_be_made": can_be_made and copy is None,
    }
    return render(request, "media/clean_copy.html", context)


def _made(original: CustomDocument, user: Any) -> CustomDocument:
    """The saved copy, in the collection of the original; raises ``ValueError``."""
    path = PurePath(original.filename)
    copy = CustomDocument(
        title=_("%(title)s (bản sạch)") % {"title": original.title[:235]},
        file=ContentFile(clean_content(original), f"{path.stem[:60]}-ban-sach{path.suffix}"),
        collection=original.collection,
        uploaded_by_user=user,
        original=original,
    )
    copy._set_document_file_metadata()
    copy.save()
    copy.tags.set(original.tags.all())
    log(instance=copy, action="wagtail.create", user=user)
    return copy
