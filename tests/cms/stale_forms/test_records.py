"""Of two people at one record of the admin, the second to save is refused (rule 134)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site, Workflow
from wagtail.snippets.views.snippets import EditView as SnippetEditView

from campaigns.editorial.models import OutdatedPhrase
from campaigns.models import Alert, Theme
from campaigns.portal.models import PortalConnection
from campaigns.reuse.models import PartnerOrigin
from cms.accounts.models import Organisation, User
from cms.models import SiteSettings
from cms.vocabulary.models import Audience, Region, Topic, Trait
from search.models import BlockedSuggestion, Promotion, Synonym
from tests import factories
from tests.clients import page_text, signed_in
from tests.forms import JSON, filled, is_saved, on_top, opened

pytestmark = pytest.mark.django_db


def snippet(record: Any) -> str:
    return reverse(record.snippet_viewset.get_url_name("edit"), args=[record.pk])


def address(name: str) -> Callable[[Any], str]:
    return lambda record: reverse(name, args=[record.pk])


def settings_address(record: Any) -> str:
    return reverse("wagtailsettings:edit", args=["cms", "sitesettings", record.site_id])


def alert() -> Alert:
    return Alert.objects.create(text="Cảnh báo", ends_at=timezone.now() + timedelta(days=1))


def partner() -> PartnerOrigin:
    unit = Organisation.objects.first()
    return PartnerOrigin.objects.create(origin="https://doi-tac.example.vn", organisation=unit)


def account() -> User:
    return User.objects.create_user("ai-do", "ai-do@example.vn", "mat-khau", first_name="An", last_name="Lê")


def portal() -> PortalConnection:
    return PortalConnection.objects.create(
        organisation=Organisation.objects.first(),
        name="Cổng",
        kind="webhook",
        address="https://cong.example.vn/",
        encrypted_secret="x",
    )


def phrase() -> OutdatedPhrase:
    return OutdatedPhrase.objects.create(phrase="số cũ 1234", replacement="111")


FIRST, SECOND = "Chữ của chị Hoa", "Chữ của anh Bình"
KINDS: dict[str, tuple[Callable[[], Any], Callable[[Any], str], str]] = {
    "hotline, with drafts": (factories.hotline, snippet, "name"),
    "alert": (alert, snippet, "text"),
    "theme": (lambda: Theme.objects.create(year=2031, text="Chủ đề", source="LHQ"), snippet, "text"),
    "outdated phrase": (phrase, snippet, "replacement"),
    "partner site": (partner, snippet, "contact"),
    "synonym": (lambda: Synonym.objects.create(phrases="một\nhai"), snippet, "note"),
    "promotion": (lambda: Promotion.objects.create(queries="gọi ai", hotline=True), snippet, "queries"),
    "blocked suggestion": (lambda: BlockedSuggestion.objects.create(phrase="một"), snippet, "phrase"),
    "audience": (Audience.objects.first, snippet, "name"),
    "topic": (Topic.objects.first, snippet, "name"),
    "organisation": (Organisation.objects.first, snippet, "name"),
    "settings": (lambda: SiteSettings.for_site(Site.objects.get()), settings_address, "agency"),
    "picture": (factories.image, address("wagtailimages:edit"), "title"),
    "document": (factories.document, address("wagtaildocs:edit"), "title"),
    "recording": (factories.recording, address("wagtailmedia:edit"), "title"),
    "account": (account, address("wagtailusers_users:edit"), "first_name"),
    "group": (lambda: Group.objects.create(name="Nhóm"), address("wagtailusers_groups:edit"), "name"),
    "collection": (
        lambda: Collection.get_first_root_node().add_child(name="Bộ sưu tập"),
        address("wagtailadmin_collections:edit"),
        "name",
    ),
    "redirect": (
        lambda: Redirect.objects.create(old_path="/cu", redirect_link="/moi"),
        address("wagtailredirects:edit"),
        "redirect_link",
    ),
    "workflow": (Workflow.objects.first, address("wagtailadmin_workflows:edit"), "name"),
    "site": (Site.objects.get, address("wagtailsites:edit"), "site_name"),
    "portal": (portal, address("portal_connections:edit"), "name"),
}
# What a form asks of whoever changes the value.
ASKED = {"hotline, with drafts": {"old_number": "con-dung"}}
VALUES = {
    "redirect_link": ("https://hoa.example.vn/", "https://binh.example.vn/"),
    "contact": ("hoa@example.vn", "binh@example.vn"),
}


@pytest.fixture
def hoa(db: None) -> Client:
    fields = {"first_name": "Hoa", "last_name": "Trần"}
    return signed_in(User.objects.create_superuser("hoa", "hoa@example.vn", "mat-khau", **fields))


@pytest.fixture
def binh(db: None) -> Client:
    return signed_in(User.objects.create_superuser("binh", "binh@example.vn", "mat-khau"))


def stored(record: Any, name: str) -> str:
    fresh = type(record)._base_manager.get(pk=record.pk)
    latest = fresh.get_latest_revision_as_object() if hasattr(fresh, "latest_revision") else fresh
    return str(getattr(latest, name))


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_to_save_is_refused_and_decides(kind: str, hoa: Client, binh: Client) -> None:
    make, address_of, name = KINDS[kind]
    first, second = VALUES.get(name, (FIRST, SECOND))
    answered = ASKED.get(kind, {})
    record = make()
    url = address_of(record)
    form = opened(binh, url)
    assert form["loaded_version"][0], "the form does not say which version it has"
    assert is_saved(hoa.post(url, opened(hoa, url) | {name: first} | answered))
    answer = binh.post(url, form | {name: second} | answered)
    assert answer.status_code == 200 and stored(record, name) == first
    html, text = answer.content.decode(), page_text(answer)
    assert first in text and "một bản khác" in text
    # Wagtail writes no log of collections.
    who = User.objects.get(username="hoa").get_full_name()
    assert kind == "collection" or f"{who} đã lưu một bản khác lúc" in text
    assert [value.strip() for value in filled(html)[name]] == [second]
    assert binh.post(url, filled(html)).status_code == 200 and stored(record, name) == first
    assert is_saved(binh.post(url, filled(html) | on_top(html)))
    assert stored(record, name) == second


@pytest.mark.parametrize("kind", ["alert", "account", "organisation"])
def test_one_after_the_other_is_no_conflict(kind: str, hoa: Client, binh: Client) -> None:
    make, address_of, name = KINDS[kind]
    record = make()
    for client, value in ((hoa, FIRST), (binh, SECOND)):
        url = address_of(record)
        assert client.post(url, opened(client, url) | {name: value}).status_code == 302
        assert stored(record, name) == value


def test_a_sign_in_meanwhile_is_no_conflict(hoa: Client) -> None:
    user = account()
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    form = opened(hoa, url)
    user.last_login = timezone.now()
    user.set_password("mot-mat-khau-khac-hon")
    user.save()
    assert is_saved(hoa.post(url, form | {"first_name": FIRST}))


def test_who_is_named_saved_after_the_form_was_opened(hoa: Client, binh: Client) -> None:
    record = alert()
    url = snippet(record)
    hoa.post(url, opened(hoa, url) | {"text": FIRST})
    form = opened(binh, url)
    Alert.objects.update(text="Do máy đổi")
    answer = binh.post(url, form | {"text": SECOND})
    assert "một bản khác của nội dung này đã được lưu" in page_text(answer)
    assert answer.context["form"].conflict.who == ""


def test_options_and_times_are_shown_as_words(hoa: Client, binh: Client) -> None:
    record = Organisation.objects.first()
    url = snippet(record)
    form = opened(binh, url)
    other = Organisation.Kind.STATION
    hoa.post(url, opened(hoa, url) | {"kind": str(other), "valid_from": "05/08/2026"})
    text = page_text(binh.post(url, form | {"name": SECOND}))
    assert str(Organisation.Kind(other).label) in text and "05/08/2026" in text


def test_the_menu_of_the_site_is_compared_in_words(hoa: Client, binh: Client, home: Any) -> None:
    record = SiteSettings.for_site(Site.objects.get())
    url = settings_address(record)
    form = opened(binh, url)
    row = {"menu-0-deleted": "", "menu-0-order": "0", "menu-0-type": "link", "menu-0-id": ""}
    row |= {"menu-0-value-page": str(home.pk), "menu-0-value-label": "Nhãn mới", "menu-count": "1"}
    assert is_saved(hoa.post(url, opened(hoa, url) | row))
    assert "Nhãn mới" in page_text(binh.post(url, form | {"agency": SECOND}))
    assert SiteSettings.objects.get(pk=record.pk).menu[0].value["label"] == "Nhãn mới"


def test_ticked_terms_are_compared_by_name(hoa: Client, binh: Client) -> None:
    region, (first, second) = Region.objects.last(), Trait.objects.all()[:2]
    url = snippet(region)
    form = opened(binh, url)
    assert is_saved(hoa.post(url, opened(hoa, url) | {"traits": [str(first.pk)]}))
    answer = binh.post(url, form | {"traits": [str(second.pk)]})
    assert answer.context["form"].conflict.differences == [("Đặc điểm", str(first), str(second))]
    assert list(Region.objects.get(pk=region.pk).traits.all()) == [first]


def test_a_secret_is_not_shown(hoa: Client, binh: Client) -> None:
    url = reverse("portal_connections:edit", args=[portal().pk])
    form = opened(binh, url)
    hoa.post(url, opened(hoa, url) | {"name": FIRST})
    answer = binh.post(url, form | {"password": "bi-mat-cua-cong-1"})
    assert FIRST in page_text(answer) and "bi-mat" not in answer.content.decode()


def test_what_a_group_may_do_on_pages_belongs_to_its_version(hoa: Client, binh: Client, home: Any) -> None:
    group = Group.objects.create(name="Nhóm")
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    form = opened(binh, url)
    permission = {"page_permissions-TOTAL_FORMS": "1", "page_permissions-0-page": str(home.pk)}
    mine = opened(hoa, url) | permission | {"page_permissions-0-permissions": ["change_page"]}
    assert is_saved(hoa.post(url, mine)) and group.page_permissions.count() == 1
    assert binh.post(url, form).status_code == 200 and group.page_permissions.count() == 1


def test_a_save_between_check_and_save(hoa: Client, binh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    url = snippet(alert())
    mine, form = opened(hoa, url) | {"text": FIRST}, opened(binh, url) | {"text": SECOND}
    save = SnippetEditView.form_valid

    def meanwhile(view: SnippetEditView, checked: Any) -> Any:
        monkeypatch.undo()
        assert is_saved(hoa.post(url, mine))
        return save(view, checked)

    monkeypatch.setattr(SnippetEditView, "form_valid", meanwhile)
    answer = binh.post(url, form)
    assert answer.status_code == 200 and FIRST in page_text(answer)
    assert Alert.objects.get().text == FIRST


def test_titles_in_the_upload_of_several_files(hoa: Client, binh: Client) -> None:
    picture = factories.image()
    url = reverse("wagtailimages:edit_multiple", args=[picture.pk])
    names = {"title": "title", "description": "description", "collection": "collection", "loaded_version": ""}
    opened_form = opened(binh, reverse("wagtailimages:edit", args=[picture.pk]))
    fields = {f"image-{picture.pk}-{name}": opened_form.get(name, "") for name in names}
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    hoa.post(edit, opened(hoa, edit) | {"title": FIRST})
    answer = binh.post(url, fields | {f"image-{picture.pk}-title": SECOND})
    assert answer.json()["success"] is False
    assert stored(picture, "title") == FIRST


def test_ones_own_name_and_address(hoa: Client) -> None:
    owner = User.objects.create_superuser("chu", "chu@example.vn", "mat-khau", last_name="Lê")
    own, url = signed_in(owner), reverse("wagtailusers_users:edit", args=[owner.pk])
    account_url = reverse("wagtailadmin_account")
    form = opened(own, account_url) | {"name_email-first_name": SECOND}
    assert is_saved(hoa.post(url, opened(hoa, url) | {"email": "dung@example.vn", "first_name": "An"}))
    answer = own.post(account_url, form)
    assert answer.status_code == 200 and "dung@example.vn" in page_text(answer)
    shown = on_top(answer.content.decode())["overwrite_version"]
    assert own.post(account_url, form | {"name_email-overwrite_version": shown}).status_code == 302
    assert User.objects.get(pk=owner.pk).first_name == SECOND


def test_a_draft_that_saves_itself_is_no_conflict_with_itself(binh: Client) -> None:
    record = factories.hotline()
    url = snippet(record)
    form = opened(binh, url) | ASKED["hotline, with drafts"]
    answer = binh.post(url, form | {"name": FIRST}, **JSON).json()
    assert answer["success"], answer
    assert is_saved(binh.post(url, form | answer["field_updates"] | {"name": SECOND}))
    assert 'name="loaded_version"' in binh.get(url, {"_w_hydrate_create_view": "1"}).content.decode()
