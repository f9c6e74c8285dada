"""Recordings and documents are served in parts, as phones ask for them (rule 127)."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from campaigns.models import MaterialFile, MaterialPage
from tests import factories

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4 " + bytes(range(256)) * 20


@pytest.fixture
def addresses(department: Any) -> dict[str, str]:
    document = factories.document(CONTENT)
    video = factories.recording("video")
    video.file.save("phim.mp4", ContentFile(CONTENT))
    factories.published(MaterialPage, department, form="video", recording=video)
    factories.published(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    return {"document": document.url, "recording": video.file.url}


@pytest.mark.parametrize("kind", ["document", "recording"])
def test_a_part_of_a_file(addresses: dict[str, str], kind: str, client: Client) -> None:
    headers = {"range": "bytes=9-19", "accept-encoding": "gzip"}
    answer = client.get(addresses[kind], headers=headers)
    assert answer.status_code == 206 and answer.getvalue() == CONTENT[9:20]
    assert answer["Content-Range"] == f"bytes 9-19/{len(CONTENT)}" and answer["Content-Length"] == "11"
    assert answer["Cache-Control"] in ("public, max-age=5", "public, max-age=60")
    assert "Content-Encoding" not in answer and answer["Content-Type"] in ("application/pdf", "video/mp4")


@pytest.mark.parametrize("kind", ["document", "recording"])
def test_the_whole_file_keeps_its_length(addresses: dict[str, str], kind: str, client: Client) -> None:
    answer = client.get(addresses[kind], headers={"accept-encoding": "gzip"})
    assert answer["Accept-Ranges"] == "bytes" and answer["Content-Length"] == str(len(CONTENT))
    assert "Content-Encoding" not in answer and answer.getvalue() == CONTENT


@pytest.mark.parametrize("kind", ["document", "recording"])
def test_a_part_of_an_unchanged_file_only(addresses: dict[str, str], kind: str, client: Client) -> None:
    whole = client.get(addresses[kind])
    for known in filter(None, (whole.get("ETag"), whole.get("Last-Modified"))):
        headers = {"range": "bytes=0-1", "if-range": known}
        assert client.get(addresses[kind], headers=headers).status_code == 206
    headers = {"range": "bytes=0-1", "if-range": '"khac"'}
    assert client.get(addresses[kind], headers=headers).status_code == 200
    past = {"range": f"bytes={len(CONTENT)}-"}
    assert client.get(addresses[kind], headers=past).status_code == 416
