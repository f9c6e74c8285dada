"""A key of another department's page or file that was guessed is taken by no form (rule 136)."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.widgets import BaseChooser
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, get_page_models
from wagtailmedia.models import get_media_model

from campaigns.models import Alert, MaterialPage, NewsPage, SloganPage
from cms.accounts.models import Role
from tests import factories
from tests.clients import signed_in
from tests.forms import PAGE, opened

pytestmark = pytest.mark.django_db
SECRET = "bai-mat-cua-ban"


@pytest.fixture
def client(staff: Any) -> Client:
    return signed_in(staff(Role.EDITOR))


@pytest.fixture
def news(department: Any) -> NewsPage:
    page: NewsPage = factories.draft(NewsPage, department)
    return page


@pytest.fixture
def foreign(db: None) -> dict[str, Any]:
    """A draft and the files of another department."""
    department = factories.department()
    collection = Collection.objects.get(name=department.organisation.name)
    files = {"picture": factories.image(title=SECRET), "document": factories.document(name=f"{SECRET}.pdf")}
    for file in files.values():
        file.collection = collection
        file.save()
    page = factories.draft(NewsPage, department, title=SECRET, slug=SECRET, picture=files["picture"])
    return files | {"page": page}


def rich_text(entity: str, key: int) -> dict[str, str]:
    """The fields of a block with one word that refers to the object."""
    block = {"key": "a", "text": "Xem", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    block["entityRanges"] = [{"offset": 0, "length": 3, "key": 0}]
    entities = {"0": {"type": entity, "mutability": "MUTABLE", "data": {"id": key}}}
    fields = {"deleted": "", "order": "0", "type": "text", "id": ""}
    value = json.dumps({"blocks": [block], "entityMap": entities})
    return {"body-count": "1", **{f"body-0-{name}": field for name, field in fields.items()}} | {
        "body-0-value": value
    }


@pytest.mark.parametrize("way", ["picture", "link"])
@pytest.mark.parametrize("view", ["edit", "preview_on_edit"])
def test_a_page_takes_nothing_foreign(
    news: NewsPage, client: Client, foreign: dict[str, Any], way: str, view: str
) -> None:
    form = opened(client, reverse("wagtailadmin_pages:edit", args=[news.pk]), PAGE)
    forged = {
        "picture": {"picture": str(foreign["picture"].pk)},
        "link": rich_text("LINK", foreign["page"].pk),
    }
    url = reverse(f"wagtailadmin_pages:{view}", args=[news.pk])
    # With and without another error.
    for title in ("Tin của mình", ""):
        answer = client.post(url, form | forged[way] | {"title": title}, follow=True)
        assert SECRET not in answer.content.decode()
        assert view != "edit" or answer.status_code == 403
    draft = NewsPage.objects.get(pk=news.pk).get_latest_revision_as_object()
    assert draft.picture is None and "Xem" not in str(draft.body)
    assert SECRET not in client.get(url).content.decode()


def test_a_page_takes_what_its_own_department_has(news: NewsPage, client: Client, department: Any) -> None:
    picture = factories.image()
    picture.collection = Collection.objects.get(name=department.organisation.name)
    picture.save()
    other = factories.draft(NewsPage, department)
    url = reverse("wagtailadmin_pages:edit", args=[news.pk])
    chosen = {"picture": str(picture.pk)} | rich_text("LINK", other.pk)
    assert client.post(url, opened(client, url, PAGE) | chosen).status_code == 302
    draft = NewsPage.objects.get(pk=news.pk).get_latest_revision_as_object()
    assert draft.picture == picture and "Xem" in str(draft.body)


def test_what_stood_there_before_may_stay(department: Any, client: Client, foreign: dict[str, Any]) -> None:
    page = factories.draft(NewsPage, department, picture=foreign["picture"])
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.post(url, opened(client, url, PAGE) | {"title": "Tên mới"}).status_code == 302
    assert NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object().picture == foreign["picture"]


def test_an_alert_leads_to_no_foreign_draft(client: Client, foreign: dict[str, Any], department: Any) -> None:
    url = reverse("wagtailsnippets_campaigns_alert:add")
    form = {"text": "Cảnh báo", "page": str(foreign["page"].pk), "department": str(department.pk)}
    form |= {"starts_at": "1/12/2099 08:00", "ends_at": "2/12/2099 08:00"}
    answer = client.post(url, form, follow=True)
    assert SECRET not in answer.content.decode() and not Alert.objects.exists()


def test_a_published_page_of_others_may_be_linked(news: NewsPage, client: Client) -> None:
    slogan = factories.published(SloganPage, factories.department())
    url = reverse("wagtailadmin_pages:edit", args=[news.pk])
    form = opened(client, url, PAGE) | rich_text("LINK", slogan.pk)
    assert client.post(url, form).status_code == 302


def test_the_form_of_a_material_names_no_foreign_recording(department: Any, client: Client) -> None:
    other = factories.department()
    collection = Collection.objects.get(name=other.organisation.name)
    recording = factories.recording(collection=collection)
    recording.title = SECRET
    recording.save()
    page = factories.draft(MaterialPage, department)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert SECRET not in html and 'name="recording"' in html


def test_files_are_chosen_nowhere_from_a_list_of_all(client: Client) -> None:
    client.get(reverse("wagtailadmin_home"))
    files = (get_image_model(), get_document_model(), get_media_model())
    lists = []
    for model in get_page_models():
        form = model.get_edit_handler().get_form_class()
        for fields in (form.base_fields, *(formset.form.base_fields for formset in form.formsets.values())):
            for name, field in fields.items():
                kind = getattr(getattr(field, "queryset", None), "model", None)
                if kind in files and not isinstance(field.widget, BaseChooser):
                    lists.append((model.__name__, name))
    assert lists == [] and Page in get_page_models()
