"""Admin requests that a view of a library cannot read or do: an answer in words instead of 500."""

import logging
from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, ObjectDoesNotExist
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from django.views.defaults import bad_request
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockWidget

logger = logging.getLogger(__name__)
# What a view raises when a field or an object that it counts on is missing or of the wrong kind.
STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    ObjectDoesNotExist,
    RecursionError,
    TypeError,
    ValueError,
)
OWN_PACKAGES = tuple(str(settings.BASE_DIR / name) for name in ("cms", "media", "search", "campaigns"))


def register() -> None:
    """Answer 400 to rich text and blocks that no editor has written; widgets read them before any check."""
    for widget in (DraftailRichTextArea, BlockWidget):
        _refuse_unreadable(widget)


def _refuse_unreadable(widget: Any) -> None:
    read = widget.value_from_datadict

    def value_from_datadict(self: Any, data: Any, files: Any, name: str) -> Any:
        try:
            return read(self, data, files, name)
        except STUMBLES as error:
            raise BadRequest(f"{name} is not what its editor writes") from error

    widget.value_from_datadict = value_from_datadict


class BadRequestMiddleware:
    """Answers 400 when a view of Wagtail stumbles over a request that lacks what its own form sends.

    An error that passed through code of ours stays a 500, since it may be a fault of ours; a missing field
    never is. A deletion that other records forbid returns to its page, with a message.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not request.path.startswith(self.admin):
            return None
        if isinstance(error, ProtectedError | RestrictedError):
            messages.error(request, _refusal(error))
            return redirect(request.get_full_path())
        is_missing_field = isinstance(error, MultiValueDictKeyError)
        if not is_missing_field and (not isinstance(error, STUMBLES) or _is_ours(error)):
            return None
        logger.warning("Bad request to %s %s", request.method, request.path, exc_info=error)
        return bad_request(request, error)


def _refusal(error: ProtectedError | RestrictedError) -> str:
    found = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    kinds = sorted({str(one._meta.verbose_name) for one in found})
    return _(
        "Không xóa được, vì mục này còn đứng trong: %(kinds)s. Tài khoản không dùng nữa thì bỏ đánh dấu "
        "“Đang hoạt động”; đơn vị không còn thì ghi ngày kết thúc."
    ) % {"kinds": ", ".join(kinds)}


def _is_ours(error: Exception) -> bool:
    files = (Path(frame.f_code.co_filename) for frame, _line in walk_tb(error.__traceback__))
    return any(str(file).startswith(OWN_PACKAGES) for file in files)
