"""Applies the access checks to documents, and puts our views before Wagtail's of the document library."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from wagtail import hooks
from wagtail.documents.views.chooser import viewset as chooser
from wagtail.documents.wagtail_hooks import check_view_restrictions
from wagtail.models import CollectionViewRestriction

from media import admin_api, clean_copies, document_views, own_collection_views, serving


@hooks.register("before_serve_document", order=-1)
def check_document_access(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Refuse what is not public; a closed collection answers like a file that does not exist (rule 105).

    Only a collection with a password asks for it, once a public page refers to the document.
    """
    unmet = serving.unmet_restrictions(document, request) or []
    if any(one.restriction_type != CollectionViewRestriction.PASSWORD for one in unmet):
        raise Http404
    replacement = serving.replacement_view(document)
    if replacement is not None and not serving.can_see_drafts(request, document):
        return replacement(request)
    if unmet:
        answer = check_view_restrictions(document, request)
        answer.status_code = 403
        return answer
    return None


def no_other_size(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


# Wagtail's own endpoints list the libraries of all departments.
@hooks.register("construct_admin_api", order=1)
def limit_admin_api(router: Any) -> None:
    router.register_endpoint("images", admin_api.ImagesEndpoint)
    router.register_endpoint("documents", admin_api.DocumentsEndpoint)


# Django takes the first address that fits, and reverses the names to Wagtail's own.
@hooks.register("register_admin_urls", order=-1)
def library_urls() -> list[Any]:
    index = document_views.DocumentIndexView
    create = chooser.construct_view(document_views.DocumentChooserCreateView)
    return [
        path("documents/", index.as_view()),
        path("documents/results/", index.as_view(results_only=True)),
        path("documents/add/", document_views.DocumentCreateView.as_view()),
        path("documents/edit/<int:document_id>/", document_views.DocumentEditView.as_view()),
        path("documents/multiple/add/", document_views.DocumentUploadView.as_view()),
        path("documents/chooser/create/", create),
        path("images/multiple/add/", own_collection_views.ImageUploadView.as_view()),
        # Pictures are shown in the sizes that templates name; nobody asks for others (rule 138).
        path("images/<int:image_id>/preview/<str:filter_spec>/", no_other_size),
        path("tep/<int:pk>/ban-sach/", clean_copies.clean_copy, name="document_clean_copy"),
    ]
