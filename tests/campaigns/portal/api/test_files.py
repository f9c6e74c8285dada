"""The read API of pictures and documents."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from campaigns.models import MaterialPage, NewsPage
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db


def get(path: str, **params: Any) -> Any:
    response = Client().get(f"/api/v2/{path}", params)
    assert response.status_code == 200, response.content
    return response.json()


def test_only_files_of_public_pages_are_answered(department: Any) -> None:
    shown, unused, closed = (
        factories.image(title="Hiện"),
        factories.image(title="Chưa dùng"),
        factories.image(title="Kín"),
    )
    collection = Collection.get_first_root_node().add_child(name="Kín")
    closed.collection = collection
    closed.save()
    draft_only = factories.image(title="Trong nháp")
    factories.draft(NewsPage, department, picture=draft_only)
    factories.published(NewsPage, department, picture=shown)
    factories.published(NewsPage, department, picture=closed)
    collection.view_restrictions.create(restriction_type="login")
    assert [row["title"] for row in get("images/")["items"]] == ["Hiện"]
    for image in (unused, closed, draft_only):
        assert Client().get(f"/api/v2/images/{image.pk}/").status_code == 404
    row = get(f"images/{shown.pk}/")
    assert row["alt"] == "Nền xanh" and row["file"]["url"].endswith(".jpg")
    page = factories.draft(MaterialPage, department, form="to-roi")
    page.files.create(document=factories.document(name="cong-khai.pdf"))
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    factories.document(name="noi-bo.pdf")
    assert [row["title"] for row in get("documents/")["items"]] == ["cong-khai.pdf"]


@pytest.mark.parametrize("lost", ["original", "rendition", "both"])
def test_a_missing_file_does_not_break_the_page(lost: str, department: Any, staff: Any) -> None:
    picture, other = factories.image(), factories.image(title="Còn nguyên")
    body = [*factories.TEXT, {"type": "picture", "value": {"image": {"image": other.pk, "alt_text": "Hai"}}}]
    page = factories.published(NewsPage, department, picture=picture, body=body)
    get(f"pages/{page.pk}/")
    if lost != "original":
        for rendition in picture.renditions.all():
            rendition.file.storage.delete(rendition.file.name)
    if lost != "rendition":
        picture.file.storage.delete(picture.file.name)
    if lost == "original":
        picture.renditions.all().delete()
    found = 2 if lost == "rendition" else 1
    assert len(get("images/")["items"]) == found
    detail = get(f"pages/{page.pk}/")
    assert len(detail["pictures"]) == found and detail["has_lead"] == (lost == "rendition")
    # Two pictures of the same bytes stand once.
    assert detail["html"].count("<img") == 1
    assert Client().get(f"/api/v2/images/{picture.pk}/").status_code == (200 if found == 2 else 404)
    editor = Client()
    editor.force_login(staff(Role.EDITOR))
    assert editor.get(reverse("portal_zip", args=[page.pk])).status_code == 200
    assert editor.get(reverse("portal_manual", args=[page.pk])).status_code == 200
