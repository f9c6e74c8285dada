"""Only registers: who gets a document."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from media import serving


@hooks.register("before_serve_document")
def serve_what_is_public(document: Any, request: HttpRequest) -> HttpResponse | None:
    instead = serving.instead_of(document)
    return None if instead is None or serving.sees_all(request) else instead(request)
