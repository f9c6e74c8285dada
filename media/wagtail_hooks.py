"""Applies the access checks to documents, and puts our views before Wagtail's of the document library."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail import hooks
from wagtail.documents.views.chooser import viewset as chooser

from media import document_views, serving


@hooks.register("before_serve_document")
def check_document_access(document: Any, request: HttpRequest) -> HttpResponse | None:
    replacement = serving.replacement_view(document)
    return None if replacement is None or serving.can_see_drafts(request) else replacement(request)


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
    ]
