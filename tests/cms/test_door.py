"""What a client writes into headers changes no address of the site."""

import runpy
from pathlib import Path

import pytest
from django.test import Client
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser

GUNICORN = Path(__file__).resolve().parents[2] / "bin/gunicorn.conf.py"


@pytest.mark.parametrize("name", [b"SCRIPT_NAME", b"PATH_INFO", b"Script_Name", b"REMOTE_USER"])
def test_the_server_drops_headers_that_would_become_its_own_variables(name: bytes) -> None:
    config = Config()
    for key, value in runpy.run_path(str(GUNICORN)).items():
        if key in config.settings:
            config.set(key, value)
    raw = b"GET /khau-hieu/ HTTP/1.1\r\nHost: example.vn\r\n" + name + b": /khau-hieu\r\n\r\n"
    request = next(RequestParser(config, iter([raw]), ("127.0.0.1", 1)))
    assert [header for header, _value in request.headers] == ["HOST"]


@pytest.mark.django_db
def test_a_prefix_from_the_request_stands_in_no_address(client: Client) -> None:
    answer = client.get("/", SCRIPT_NAME="/la.example")
    assert answer.status_code == 200 and b"la.example" not in answer.content
