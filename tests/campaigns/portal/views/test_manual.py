"""HTML and archive for posting by hand."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_html_and_archive_for_posting_by_hand(editor_client: Client, department: Any) -> None:
    picture = factories.image(description="Ảnh nền")
    page = factories.published(NewsPage, department, title="Bài đăng tay", picture=picture)
    text = editor_client.get(reverse("portal_manual", args=[page.pk])).content.decode()
    assert "&lt;p&gt;Gọi 111" in text
    response = editor_client.get(reverse("portal_zip", args=[page.pk]))
    packed = ZipFile(BytesIO(response.content))
    assert sorted(packed.namelist()) == ["anh/01.jpg", "bai-viet.html", "thong-tin.json", "van-ban.txt"]
    html = packed.read("bai-viet.html").decode()
    assert (
        'src="anh/01.jpg"' in html
        and 'alt="Ảnh nền"' in html
        and "<script" not in html
        and "class=" not in html
    )
    data = json.loads(packed.read("thong-tin.json"))
    assert (
        data["approval"]["code"].replace("-", "") == page.code and data["pictures"][0]["file"] == "anh/01.jpg"
    )
    assert packed.read("anh/01.jpg")[:3] == b"\xff\xd8\xff"
    assert editor_client.get(reverse("portal_zip", args=[page.pk])).content == response.content
    draft = factories.draft(NewsPage, department)
    assert editor_client.get(reverse("portal_zip", args=[draft.pk])).status_code == 404
    assert Client().get(reverse("portal_zip", args=[page.pk])).status_code == 302
