"""Applies the access checks to documents, and adds the page of their private details."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from wagtail import hooks
from wagtail.documents.wagtail_hooks import check_view_restrictions
from wagtail.models import CollectionViewRestriction

from media import clean_copies, serving


@hooks.register("before_serve_document", order=-1)
def check_document_access(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Refuse what is not public; a closed collection answers like a file that does not exist (rule 99).

    Only a collection with a password asks for it, once a public page refers to the document.
    """
    unmet = serving.unmet_restrictions(document, request) or []
    if any(one.restriction_type != CollectionViewRestriction.PASSWORD for one in unmet):
        raise Http404
    replacement = serving.replacement_view(document)
    if replacement is not None and not serving.can_see_drafts(request):
        return replacement(request)
    if unmet:
        answer = check_view_restrictions(document, request)
        answer.status_code = 403
        return answer
    return None


@hooks.register("register_admin_urls")
def clean_copy_urls() -> list[Any]:
    return [path("tep/<int:pk>/ban-sach/", clean_copies.clean_copy, name="document_clean_copy")]
