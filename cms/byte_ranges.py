"""Answers requests for a part of a file, without which some phones play no recording (RFC 9110, 14)."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.responders import SlicedFile

_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*")


class _PartialResponse(FileResponse):
    """A part of a file with the headers that are given."""

    def set_headers(self, filelike: Any) -> None:
        """Nothing: the headers are those of the whole file."""


def with_ranges(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorator of a view of files: 206 with one part on request, 416 for a part that does not exist.

    Other units, several parts, and parts of a file that has changed since (``If-Range``) get the whole file.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not isinstance(response, FileResponse) or response.status_code != 200:
            return response
        response["Accept-Ranges"] = "bytes"
        if response.get("Content-Encoding") == "None":
            # Written by Wagtail's view of documents; some programs refuse it.
            del response["Content-Encoding"]
        file, length = response.file_to_stream, response.get("Content-Length", "")
        if request.method != "GET" or file is None or not length or not _is_current(request, response):
            return response
        size = int(length)
        part = _part(request.headers.get("Range", ""), size)
        if part is None:
            return response
        first, last = part
        if first > last:
            file.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        headers = dict(response.items()) | {
            "Content-Range": f"bytes {first}-{last}/{size}",
            "Content-Length": str(last - first + 1),
        }
        return _PartialResponse(SlicedFile(file, first, last), status=206, headers=headers)

    return inner


def _part(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of one range, the first after the last if it lies beyond the file; else None."""
    found = _RANGE.fullmatch(header)
    if found is None or not any(found.groups()):
        return None
    start, end = found.groups()
    if not start:
        return max(size - int(end), 0), size - 1
    if end and int(end) < int(start):
        return None
    return int(start), min(int(end), size - 1) if end else size - 1


def _is_current(request: HttpRequest, response: FileResponse) -> bool:
    """Whether the file is still the one of which the client has a part."""
    known = request.headers.get("If-Range", "")
    return not known or known in (response.get("ETag", ""), response.get("Last-Modified", ""))
