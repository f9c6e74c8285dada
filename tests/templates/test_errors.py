"""Pages for when something is wrong: they stand with less and less beneath them."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from campaigns.site.shell import EXIT_URL
from cms.views import csrf_failure, server_error


def test_404_has_111_exit_and_search(site: SimpleNamespace, client: Client) -> None:
    response = client.get("/khong-co-trang-nay/")
    html = response.content.decode()
    assert response.status_code == 404 and not response.cookies
    assert 'href="tel:111"' in html and "data-exit" in html and 'action="/tim-kiem/"' in html
    assert html.count("<h1") == 1 and '<html lang="vi">' in html


def test_404_in_english(site: SimpleNamespace, client: Client) -> None:
    html = client.get("/en/no-such-page/").content.decode()
    assert '<html lang="en">' in html and "We cannot find this page" in html


def test_403_of_an_expired_form(site: SimpleNamespace) -> None:
    with translation.override("vi"):
        html = csrf_failure(RequestFactory().get("/")).content.decode()
    assert "Trang đã mở quá lâu" in html and 'href="tel:111"' in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_static_errors_need_neither_database_nor_request(db: None, name: str) -> None:
    with CaptureQueriesContext(connection) as queries, translation.override("vi"):
        html = render_to_string(name)
    assert not queries.captured_queries
    assert 'href="tel:111"' in html and EXIT_URL in html and "data-exit" in html
    assert html.count("<h1") == 1 and '<html lang="vi">' in html and "<style" not in html


def test_500_view() -> None:
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500 and "111" in response.content.decode()
