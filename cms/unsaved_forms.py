"""Keeps what an editor typed while database or disk refuse it, on a page to send again (rule 114)."""

import errno
import json
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.defaults import ERROR_500_TEMPLATE_NAME

DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
RETRY_AFTER = 30  # seconds
# Shorter values and those of choices are sent again, but not shown.
SHOWN_LENGTH = 20


def is_storage_failure(error: BaseException | None) -> bool:
    """Whether the database or the disk refused, in this error or in one that it followed from."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            return True
        error = error.__cause__ or error.__context__
    return False


def unavailable(request: HttpRequest) -> HttpResponse:
    """The response 503; that to a form of the admin holds what was typed, passwords excepted."""
    if not request.accepts("text/html"):
        message = _("Chưa lưu được: máy chủ đang bận hoặc hết chỗ. Chữ vẫn còn trên trang này, mời thử lại.")
        body = {"success": False, "error_code": "unavailable", "error_message": message}
        response: HttpResponse = JsonResponse(body, status=503)
    elif _holds_text(request):
        response = render(None, "unsaved.html", _form_data(request), status=503)
    else:
        response = render(None, ERROR_500_TEMPLATE_NAME, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def _holds_text(request: HttpRequest) -> bool:
    in_admin = request.method == "POST" and request.path.startswith(reverse("wagtailadmin_home"))
    return in_admin and not any("password" in name for name in request.POST)


def _form_data(request: HttpRequest) -> dict[str, Any]:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    shown = [readable(value) for _name, value in fields]
    return {
        "action": request.get_full_path(),
        "token": get_token(request),
        "fields": fields,
        "files": [(name, file.name) for name, files in request.FILES.lists() for file in files],
        "texts": [text for text in shown if len(text) >= SHOWN_LENGTH],
    }


def readable(value: str) -> str:
    """The words in a posted value: of rich text those of its blocks, of other data none."""
    if not value.startswith(("{", "[")):
        return value.strip()
    try:
        blocks = json.loads(value)["blocks"]
        return "\n".join(block["text"] for block in blocks)
    except (ValueError, KeyError, TypeError):
        return ""
