"""The answer to a download whose use cannot be written."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def without_unwritten_uses(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorator of downloads: 503 in words when the use of an organisation cannot be written.

    What stands in no register could not be called back.
    """

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(*args, **kwargs)
        except DatabaseError:
            logger.exception("A download was refused, because its use cannot be written")
            problem = _(
                "Chưa ghi được lượt lấy này vào sổ sử dụng nên chưa đưa tệp. Hãy thử lại sau ít phút."
            )
            headers = {"Retry-After": "60"}
            return HttpResponse(
                problem, status=503, content_type="text/plain; charset=utf-8", headers=headers
            )

    return wrapped
