"""Parts of files on request, without which some phones play no recording."""

import io
from typing import Any

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from cms.byte_ranges import with_ranges

CONTENT = bytes(range(100))
CHANGED = "Mon, 01 Jun 2026 00:00:00 GMT"


def asked(method: str = "get", **headers: str) -> Any:
    def view(request: Any) -> FileResponse:
        response = FileResponse(io.BytesIO(CONTENT), content_type="audio/mpeg")
        response["Last-Modified"] = CHANGED
        response["ETag"] = '"dau"'
        return response

    request = getattr(RequestFactory(), method)("/", headers=headers)
    return with_ranges(view)(request)


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=90-", 90, 99),
        ("bytes=99-99", 99, 99),
        ("bytes=50-5000", 50, 99),
        ("bytes=-10", 90, 99),
        ("bytes=-5000", 0, 99),
        ("bytes= 3-4 ", 3, 4),
    ],
)
def test_a_part_is_answered_with_206(wanted: str, first: int, last: int) -> None:
    response = asked(range=wanted)
    body = b"".join(response.streaming_content)
    assert response.status_code == 206 and body == CONTENT[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/100"
    assert response["Content-Length"] == str(len(body)) and response["Content-Type"] == "audio/mpeg"
    assert response["ETag"] == '"dau"' and response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("wanted", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_part_beyond_the_file_is_refused_with_its_size(wanted: str) -> None:
    response = asked(range=wanted)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize(
    "wanted",
    ["", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "lines=0-1", "bytes=0-1,5-6", "0-1", "bytes=٣-"],
)
def test_what_is_no_single_range_gets_the_whole_file(wanted: str) -> None:
    response = asked(range=wanted)
    assert response.status_code == 200 and b"".join(response.streaming_content) == CONTENT
    assert response["Accept-Ranges"] == "bytes" and response["Content-Length"] == "100"


@pytest.mark.parametrize(
    ("known", "status"),
    [('"dau"', 206), (CHANGED, 206), ('"khac"', 200), ("Tue, 02 Jun 2026 00:00:00 GMT", 200)],
)
def test_a_part_of_another_version_is_not_joined(known: str, status: int) -> None:
    headers = {"range": "bytes=10-19", "if-range": known}
    assert asked(**headers).status_code == status


def test_only_get_has_parts() -> None:
    assert asked("head", range="bytes=0-1").status_code == 200


def test_other_answers_are_left_alone() -> None:
    request = RequestFactory().get("/", headers={"range": "bytes=0-1"})
    answer = with_ranges(lambda request: HttpResponse("thôi", status=410))(request)
    assert answer.status_code == 410 and "Accept-Ranges" not in answer
