"""The admin says what was repaired, whichever form it came through; a repair is never silent."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from taggit.models import Tag

from campaigns.models import NewsPage, SloganPage, Theme
from cms import repairs
from cms.accounts.models import Organisation, Role, User
from cms.letters import Change, Kind
from cms.middleware import REPAIRS
from cms.models import SiteSettings
from cms.normalise import typed
from media.models import CustomImage
from tests import factories
from tests.campaigns.workflow import record_of
from tests.clients import page_text, signed_in

pytestmark = pytest.mark.django_db
NO_COMMENTS = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
REPAIRED = "Đã sửa “Ðường” (U+00D0) thành “Đường”"


@pytest.fixture
def editor(staff: Any) -> Client:
    return signed_in(staff(Role.EDITOR))


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create_superuser("quan-tri-chinh")


def news(**fields: str) -> dict[str, str]:
    form = {"title": "Tin", "slug": "", "form": "tin", "date": "2026-07-01", "body-count": "0"}
    return form | NO_COMMENTS | fields


def block(kind: str, **values: str) -> dict[str, str]:
    form = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-id": ""}
    return form | {"body-0-type": kind} | {f"body-0-value-{name}": value for name, value in values.items()}


def add_url(department: Any, model: Any) -> str:
    section = factories.section(department, model.search_kind)
    return reverse("wagtailadmin_pages:add", args=["campaigns", model._meta.model_name, section.pk])


def test_a_page_form_repairs_and_says_so(editor: Client, department: Any) -> None:
    form = news(title="Ðường dây nóng", summary="Go\u0301\u0302c\u200b tin")
    answer = page_text(editor.post(add_url(department, NewsPage), form, follow=True))
    page = NewsPage.objects.get(slug="duong-day-nong")
    draft = page.get_latest_revision_as_object()
    assert (page.title, page.draft_title, draft.title) == ("Đường dây nóng",) * 3
    assert (page.summary, draft.summary) == ("Gốc tin",) * 2
    assert f"{REPAIRED} trong Tiêu đề." in answer
    assert "Đã bỏ 1 ký tự không nhìn thấy (U+200B) trong Tóm tắt." in answer
    assert "thành “ố” trong Tóm tắt." in answer
    assert "Đã sửa" not in page_text(editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))


def test_blocks_of_a_story_are_repaired_and_quotations_are_not(editor: Client, department: Any) -> None:
    body = block("quote", text="Ðường dây\u00a0nóng", source="Kế hoạch\u200b của Ðoàn")
    answer = page_text(editor.post(add_url(department, NewsPage), news() | body, follow=True))
    stored = NewsPage.objects.get(title="Tin").get_latest_revision_as_object().body[0].value
    assert dict(stored) == {"text": "Ðường dây\u00a0nóng", "source": "Kế hoạch của Đoàn"}
    assert "Đã sửa “Ðoàn” (U+00D0) thành “Đoàn” trong Nội dung." in answer


def test_rich_text_with_references_is_repaired(department: Any) -> None:
    html = "<p>Ð&ocirc;ng &#8203;v&agrave;&shy; &lt;111&gt;&nbsp;&amp;</p>"
    page = factories.draft(NewsPage, department, body=[{"type": "text", "value": html}])
    draft = page.get_latest_revision_as_object()
    assert draft.body[0].value.source == "<p>Đông và &lt;111&gt; &amp;</p>"


def test_a_draft_of_a_live_page_is_repaired_and_the_approved_text_is_not(
    editor: Client, department: Any
) -> None:
    page = factories.published(NewsPage, department, summary="Cũ")
    form = news(title="Ðà Nẵng", slug=page.slug)
    editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    page.refresh_from_db()
    assert page.draft_title == page.get_latest_revision_as_object().title == "Đà Nẵng"


def test_text_approved_before_the_repair_keeps_every_byte(department: Any) -> None:
    page = factories.draft(NewsPage, department, title="Tin cũ")
    revision = page.get_latest_revision()
    # As an older release stored it.
    revision.content |= {"title": "Ðường dây\u200b nóng"}
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)
    factories.approve(page)
    # Published as it was approved before the rule: nothing hidden goes out anew.
    NewsPage.objects.filter(pk=page.pk).update(title="Ðường dây\u200b nóng", live=True)
    live = NewsPage.objects.get(pk=page.pk)
    live.save()
    assert NewsPage.objects.get(pk=page.pk).title == "Ðường dây\u200b nóng"
    assert record_of(live).title == "Ðường dây\u200b nóng"


def test_a_snippet_form_repairs_and_asks(client: Client, boss: User) -> None:
    client.force_login(boss)
    url = reverse(Theme.snippet_viewset.get_url_name("add"))
    form = {"year": "2031", "text": "Ðường dây nóng", "source": "Cоng văn 1", "english": "", "doubt": ""}
    answer = page_text(client.post(url, form, follow=True))
    assert Theme.objects.get(year=2031).text == "Đường dây nóng"
    assert REPAIRED in answer
    assert "“Cоng” có chữ cái lạ (U+043E) trông như “Cong”" in answer
    assert Theme.objects.get(year=2031).source == "Cоng văn 1"


def test_settings_collections_and_tags(client: Client, boss: User, home: Any) -> None:
    client.force_login(boss)
    Tag.objects.create(name="Đường dây nóng")
    picture = factories.image()
    url = reverse("wagtailimages:edit", args=[picture.pk])
    form = {"title": "Ảnh ở Ðắk Lắk", "collection": picture.collection_id, "description": "Nền xanh"}
    form |= {"tags": '"Ðường dây nóng\u200b"', "credit": "", "consent": ""}
    form |= {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
    answer = client.post(url, form, follow=True)
    picture = CustomImage.objects.get(pk=picture.pk)
    assert picture.title == "Ảnh ở Đắk Lắk", answer.context["form"].errors
    assert [tag.name for tag in picture.tags.all()] == ["Đường dây nóng"]
    settings = SiteSettings.for_site(home.get_site())
    settings.address = "12 ₫ường Ðội Cấn"
    settings.save()
    settings.refresh_from_db()
    assert settings.address == "12 đường Đội Cấn"


def test_an_autosave_tells_it_on_the_next_page_once(editor: Client, department: Any) -> None:
    url = add_url(department, NewsPage)
    answer = editor.post(url, news(title="Ðường"), headers={"Accept": "application/json"})
    assert answer["Content-Type"].startswith("application/json")
    assert len(editor.session[REPAIRS]) == 1
    script = editor.get("/admin/", headers={"Sec-Fetch-Dest": "empty"})
    assert REPAIRED not in page_text(script)
    assert page_text(editor.get("/admin/")).count(REPAIRED) == 1
    assert REPAIRED not in page_text(editor.get("/admin/"))


def test_a_form_that_is_refused_says_nothing_of_repairs(editor: Client, department: Any) -> None:
    form = news(title="Ðường", **{"action-submit": "1"})
    answer = editor.post(add_url(department, NewsPage), form)
    assert answer.status_code == 200 and REPAIRS not in editor.session


def test_a_command_says_what_it_repaired() -> None:
    out = StringIO()
    call_command("add_department", "Sở Ðiện ảnh\u200b", stdout=out)
    assert Organisation.objects.filter(name="Sở Điện ảnh").exists()
    assert "Đã sửa “Ðiện” (U+00D0) thành “Điện”." in out.getvalue()
    assert "Đã bỏ 1 ký tự không nhìn thấy (U+200B)." in out.getvalue()


def test_an_account_name_is_compared_to_the_byte() -> None:
    user = User.objects.create_user("ðức", first_name="Ðức")
    assert (user.username, User.objects.get(pk=user.pk).first_name) == ("ðức", "Đức")


def test_a_slogan_keeps_its_quotation_and_gets_a_readable_title_and_slug(department: Any) -> None:
    words = "Ðẩy lùi nạn mua bán người"
    page = factories.published(SloganPage, department, text=words)
    assert (page.text, record_of(page).text) == (words, words)
    assert (page.title, page.slug) == ("Đẩy lùi nạn mua bán người", "day-lui-nan-mua-ban-nguoi")
    page.save()
    assert SloganPage.objects.get(pk=page.pk).title == page.title


def test_a_title_stays_within_its_length(department: Any) -> None:
    title = "ﬁ" + "a" * 254
    assert factories.draft(NewsPage, department, title=title).title == title


def test_sentences_name_each_field_once() -> None:
    letter = Change(Kind.LETTER, 0, "Ð", "Đ")
    hidden = Change(Kind.INVISIBLE, 0, "\u200b", "")
    notes = [
        repairs.Note("Tiêu đề", letter),
        repairs.Note("Tiêu đề", letter),
        repairs.Note("Tóm tắt", letter),
    ]
    notes += [repairs.Note("Tóm tắt", hidden)] * 3
    assert repairs.sentences(notes) == [
        "Đã sửa “Ð” (U+00D0) thành “Đ” trong Tiêu đề, Tóm tắt.",
        "Đã bỏ 3 ký tự không nhìn thấy (U+200B) trong Tóm tắt.",
    ]


def test_nothing_is_kept_where_nobody_collects() -> None:
    assert typed("Ðường") == "Đường"
    with repairs.collected() as notes:
        typed("Ðường", "tiêu đề")
    assert [note.label for note in notes] == ["Tiêu đề"]
