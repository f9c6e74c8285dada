"""Error pages are Vietnamese, and say nothing of what the site is made of."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.test import Client

from campaigns.models import HomePage

pytestmark = pytest.mark.django_db
# A trace, a path, a library, a setting, a version.
TELLTALES = re.compile(
    rf"Traceback|{re.escape(str(settings.BASE_DIR))}|site-packages|\.py\b|"
    r"django|wagtail|gunicorn|sqlite|postgres|SECRET|DEBUG|bi-mat-7|"
    r"Exception|Error\b|version \d",
    re.IGNORECASE,
)
ERRORS = [
    (Http404("bi-mat-7"), 404),
    (PermissionDenied("bi-mat-7"), 403),
    (SuspiciousOperation("bi-mat-7"), 400),
    (RequestDataTooBig("bi-mat-7"), 400),
    (OperationalError("database is locked bi-mat-7"), 503),
    (ValueError("bi-mat-7"), 500),
]


def said(answer: Any) -> str:
    """The page as people read it, with its headers; addresses of our own files are no telltale."""
    html = re.sub(r"<(script|style|link|svg|use)[^>]*>", "", answer.content.decode())
    return html + "".join(f"{name}: {value}\n" for name, value in answer.items())


@pytest.mark.parametrize(("error", "status"), ERRORS, ids=lambda one: type(one).__name__)
def test_an_error_tells_nothing(
    client: Client, home: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise error

    monkeypatch.setattr(HomePage, "serve", refuse)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == status
    found = TELLTALES.search(said(answer))
    assert not found, found
    html = answer.content.decode()
    assert 'lang="vi"' in html and "111" in html and html.count("<h1") == 1
    assert "public" not in answer.get("Cache-Control", "") or status == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_tell_nothing(client: Client, home: Any, method: str) -> None:
    for path in ("/", "/tim-kiem/", "/xac-minh/", "/tep/x", "/api/search/"):
        answer = getattr(client, method)(path)
        assert answer.status_code < 500 and not TELLTALES.search(said(answer)), path


def test_a_form_without_token_tells_nothing(home: Any) -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert answer.status_code == 403 and not TELLTALES.search(re.sub(r"wagtail\S*", "", said(answer)))


@pytest.mark.parametrize(
    "path", ["/%00", "/%ff%fe", "/..%2f..%2fetc/passwd", "/a" * 2000, "/?%00=%00", "/%E0%80"]
)
def test_odd_addresses_tell_nothing(client: Client, home: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code < 500 and not TELLTALES.search(said(answer).replace(path, ""))
