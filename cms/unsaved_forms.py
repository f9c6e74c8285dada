"""Keeps what an editor typed when it cannot be saved, to send again or to copy (rule 114).

Database or disk refuse it, the session is over, the record is gone or is no longer the editor's.
"""

import errno
import json
import re
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.defaults import ERROR_500_TEMPLATE_NAME
from wagtail.admin import auth

DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
RETRY_AFTER = 30  # seconds
# Wagtail's autosave shows the message of an error only with a code that it knows.
AUTOSAVE_ERROR = "locked"
# Values without words (times, keys, choices) are sent again, but not shown.
_WORDS = re.compile(r"[^\W\d_]{2}.*\s.*[^\W\d_]{2}|https?://", re.DOTALL)
# Written by the forms themselves.
TECHNICAL = re.compile("csrfmiddlewaretoken|(.+-)?loaded_.+")


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
        response: HttpResponse = JsonResponse(_autosave_error(message), status=503)
    elif _holds_text(request):
        response = render(None, "unsaved.html", _form_data(request), status=503)
    else:
        response = render(None, ERROR_500_TEMPLATE_NAME, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def register() -> None:
    """Show what was typed, instead of the dashboard, to whoever may not save it any more."""
    refuse = auth.permission_denied

    def permission_denied(request: HttpRequest) -> HttpResponse:
        return lost(request, 403) or refuse(request)

    auth.permission_denied = permission_denied


def lost(request: HttpRequest, status: int) -> HttpResponse | None:
    """The response to a form that can never be saved, 404 or 403, to copy from; None if it holds no words."""
    if not _holds_text(request) or not request.accepts("text/html"):
        return None
    texts = _form_data(request)["texts"]
    # A dialogue of the admin shows the message in its own window.
    if not texts or request.headers.get("x-requested-with") == "XMLHttpRequest":
        return None
    response = render(
        None, "unsaved.html", {"is_lost": True, "status": status, "texts": texts}, status=status
    )
    response["Cache-Control"] = "no-store"
    return response


class UnsavedFormMiddleware:
    """Answers a form of the admin that came without a session, or for a record that is gone.

    The page holds what was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and _holds_text(request) and request.user.is_authenticated:
            return lost(request, 404) or response
        target = response.get("Location", "")
        is_sent_to_login = target.startswith(reverse("wagtailadmin_login")) and "next=" in target
        if is_sent_to_login and request.user.is_anonymous:
            return session_ended(request) or response
        return response


def session_ended(request: HttpRequest) -> HttpResponse | None:
    """The response 403 to a form whose session or token is over, None if it holds nothing of an editor.

    What another site sent is never offered for saving.
    """
    same_site = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    data = _form_data(request) if same_site and _holds_text(request) else {}
    if not (data.get("fields") or data.get("files")):
        return None
    signed_in = request.user.is_authenticated
    sign_in = reverse("wagtailadmin_home")
    if request.accepts("text/html"):
        context = data | {"session_ended": True, "signed_in": signed_in, "sign_in": sign_in}
        if signed_in:
            # Perhaps not the person who typed.
            user: Any = request.user
            context["name"] = user.get_full_name() or user.get_username()
        response: HttpResponse = render(None, "unsaved.html", context, status=403)
    else:
        message = _(
            "Phiên làm việc đã hết. Mở cửa sổ mới để đăng nhập, rồi lưu lại; chữ vẫn còn trên trang này."
        )
        body = _autosave_error(message) | {"sign_in": sign_in, "sign_in_label": _("Đăng nhập ở cửa sổ mới")}
        response = JsonResponse(body, status=403)
    response["Cache-Control"] = "no-store"
    return response


def _autosave_error(message: str) -> dict[str, Any]:
    return {"success": False, "error_code": AUTOSAVE_ERROR, "error_message": message}


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
    shown = [readable(value) for name, value in fields if not TECHNICAL.fullmatch(name)]
    return {
        "action": request.get_full_path(),
        "token": get_token(request),
        "fields": fields,
        "files": [(name, file.name) for name, files in request.FILES.lists() for file in files],
        "texts": [text for text in shown if _WORDS.search(text)],
    }


def readable(value: str) -> str:
    """The words in a posted value: of rich text those of its blocks, of other data none."""
    if not value.startswith(("{", "[")):
        return value.strip()
    try:
        blocks = json.loads(value)["blocks"]
        return "\n".join(block["text"] for block in blocks)
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
