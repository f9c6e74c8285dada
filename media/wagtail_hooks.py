"""Applies the access checks to documents."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from media import serving


@hooks.register("before_serve_document")
def check_document_access(document: Any, request: HttpRequest) -> HttpResponse | None:
    replacement = serving.replacement_view(document)
    return None if replacement is None or serving.can_see_drafts(request) else replacement(request)
