"""The admin's search: without marks, drafts included, and only what the user may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from campaigns.models import Alert, Hotline, NewsPage, Theme
from cms.accounts.models import Organisation
from cms.vietnamese import fold
from cms.vocabulary.models import Audience
from search.models import IndexRow, Synonym
from search.sync import deliver_soon
from tests import factories

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture(autouse=True)
def staff_backend(settings: Any) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.staff"}}


def titles(text: str, rows: Any, **values: Any) -> list[str]:
    deliver_soon()
    return [str(row) for row in get_search_backend().autocomplete(text, rows, **values)]


@pytest.mark.parametrize("text", ["viec nhe", "việc nhẹ", "VIEC NH", "cao viec"])
def test_drafts_are_found_without_marks_and_half_typed(text: str) -> None:
    page = factories.draft(NewsPage, title="Cảnh giác việc nhẹ lương cao")
    assert titles(text, Page.objects.all()) == [page.title]
    assert titles(text, NewsPage.objects.all()) == [page.title]
    assert titles(text, Page.objects.filter(live=True)) == []


def test_the_newest_draft_of_a_live_page_counts() -> None:
    page = factories.published(NewsPage, title="Bản tin cũ")
    page.title = "Bản tin viết lại"
    page.save_revision()
    assert titles("viet lai", Page.objects.all()) == ["Bản tin cũ"]


def test_pictures_files_and_people() -> None:
    factories.image(title="Chợ biên giới")
    factories.document(name="Tờ rơi.pdf")
    assert titles("cho bien", get_image_model().objects.all()) == ["Chợ biên giới"]
    assert titles("to roi", get_document_model().objects.all()) == ["Tờ rơi.pdf"]


def test_snippets_and_vocabularies_without_marks() -> None:
    factories.hotline(number="111", name="Tổng đài quốc gia")
    Theme.objects.create(year=2031, text="Chung tay vì trẻ em", source="Văn bản thử")
    Alert.objects.create(text="Cảnh báo lũ quét", ends_at=timezone.now() + timedelta(days=1))
    Organisation.objects.create(name="Đài truyền thanh Cao Lộc", kind=Organisation.Kind.STATION)
    Synonym.objects.create(phrases="loa\nđài")
    assert titles("tong dai quoc", Hotline.objects.all()) == ["111 – Tổng đài quốc gia"]
    assert titles("111", Hotline.objects.all()) == ["111 – Tổng đài quốc gia"]
    assert titles("vi tre em", Theme.objects.all()) == ["2031: Chung tay vì trẻ em"]
    assert titles("lu quet", Alert.objects.all()) == ["Cảnh báo lũ quét"]
    assert titles("dai truyen thanh", Organisation.objects.all()) == ["Đài truyền thanh Cao Lộc"]
    assert titles("dai", Synonym.objects.all()) == ["loa = đài"]
    audience = Audience.objects.first()
    audience.save()
    assert audience.name in titles(fold(audience.name), Audience.objects.all())


@pytest.mark.parametrize(
    ("address", "text", "shown"),
    [
        ("/admin/snippets/campaigns/hotline/", "tong dai", "Tổng đài quốc gia"),
        ("/admin/snippets/vocabulary/region/", "tan tien lang son", "Xã Tân Tiến, Lạng Sơn"),
        ("/admin/snippets/accounts/organisation/", "don vi thu", "Đơn vị thử"),
        ("/admin/users/", "be thi na", "thi-na"),
    ],
)
def test_lists_in_the_admin(client: Any, address: str, text: str, shown: str) -> None:
    factories.hotline(number="111", name="Tổng đài quốc gia")
    Organisation.objects.create(name="Đơn vị thử", kind=Organisation.Kind.DIVISION)
    users = get_user_model().objects
    users.create_user("thi-na", last_name="Bế", first_name="Thị Nà", is_staff=True)
    deliver_soon()
    client.force_login(users.create_superuser("quan-tri-thu", "q@example.vn", "x"))
    assert shown in client.get(address, {"q": text}).content.decode()
    assert shown not in client.get(address, {"q": "khongcogica"}).content.decode()


def test_a_log_in_is_no_change_of_the_index(client: Any) -> None:
    user = get_user_model().objects.create_user("nguoi-dung")
    row = IndexRow.objects.get(target="embedded:staff", key=f"accounts.user:{user.pk}")
    client.force_login(user)
    user.save(update_fields=["last_login"])
    before = row.version
    row.refresh_from_db()
    assert row.version == before
    user.save(update_fields=["post"])
    row.refresh_from_db()
    assert row.version > before


def test_order_slices_and_counts() -> None:
    made = [factories.draft(NewsPage, title=f"Bản tin số {number}").title for number in range(5)]
    rows = NewsPage.objects.order_by("-title")
    assert titles("ban tin", rows, order_by_relevance=False) == made[::-1]
    found = get_search_backend().autocomplete("ban tin", rows)
    assert (found.count(), len(found[1:3]), found[1:3].count()) == (5, 2, 2)


def test_the_explorer_shows_only_what_the_user_may_see(client: Any, staff: Any, department: Any) -> None:
    other = factories.department("Sở khác")
    factories.draft(NewsPage, department, title="Bản tin của sở mình")
    factories.draft(NewsPage, other, title="Bản tin của sở khác")
    deliver_soon()
    client.force_login(staff("tuyen-truyen-vien"))
    page = client.get("/admin/pages/search/?q=ban+tin+cua+so").content.decode()
    assert "Bản tin của sở mình" in page
    assert "Bản tin của sở khác" not in page


@pytest.mark.parametrize("text", ['"', "*", "AND", "\x00", "x" * 5000, "🙂"])
def test_any_text_will_do(text: str) -> None:
    assert titles(text, Page.objects.all()) == []
    assert list(get_search_backend().search(text, get_user_model())) == []


def test_without_an_index_titles_as_they_stand(settings: Any, tmp_path: Any) -> None:
    page = factories.draft(NewsPage, title="Cảnh giác việc nhẹ")
    settings.VAR_DIR = tmp_path / "leer"
    found = get_search_backend().autocomplete("việc nhẹ", Page.objects.all())
    assert [row.pk for row in found] == [page.pk]
