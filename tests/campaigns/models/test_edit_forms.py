"""What the edit forms of the admin say: missing values by name, drafts that were saved by themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Alert, EventPage, NewsPage
from cms.accounts.models import Role
from cms.vocabulary.models import Region
from tests import factories
from tests.clients import signed_in, visible_text

DRAFT = {
    "title": "Tự lưu",
    "slug": "tu-luu",
    "form": "tin",
    "body-count": "0",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}


@pytest.fixture
def editor(department: Any, staff: Any) -> Client:
    return signed_in(staff(Role.EDITOR))


def address(department: Any, model: Any) -> str:
    section = factories.section(department, model.search_kind)
    return reverse("wagtailadmin_pages:add", args=["campaigns", model._meta.model_name, section.pk])


def save_by_itself(client: Client, url: str, form: dict[str, str]) -> Any:
    return client.post(url, form, headers={"accept": "application/json"}).json()


@pytest.mark.django_db
def test_each_missing_value_is_named_beside_its_field_and_above_the_form(
    department: Any, editor: Client
) -> None:
    form = DRAFT | {"title": "", "action-submit": "1", "body-count": "1"}
    form |= {"body-0-type": "quote", "body-0-order": "0", "body-0-deleted": "", "body-0-id": ""}
    form |= {"body-0-value-text": "", "body-0-value-source": "", "starts_at": "31/02/2026 08:00"}
    answer = editor.post(address(department, EventPage), form)
    text = visible_text(answer)
    assert "bắt buộc." not in text
    for sentence in (
        "Hãy nhập “Tiêu đề”.",
        "Hãy nhập “Địa điểm”.",
        "Bắt đầu: Tháng 2 năm 2026 không có ngày 31.",
    ):
        assert sentence in text
    assert "Nội dung › Trích dẫn: Hãy nhập “Lời trích”." in text
    assert 'value="31/02/2026 08:00"' in answer.content.decode()
    above = text[: text.index("Hãy nhập “Địa điểm”.") + 30]
    assert "Chưa thực hiện được, vì còn chỗ cần sửa:" in above


@pytest.mark.django_db
def test_a_day_as_it_is_written_here_is_kept(department: Any, editor: Client) -> None:
    url = address(department, NewsPage)
    assert editor.post(url, DRAFT | {"date": "5/8/2026"}).status_code == 302
    page = NewsPage.objects.get(slug="tu-luu")
    assert str(page.get_latest_revision_as_object().date) == "2026-08-05"
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'value="05/08/2026"' in shown


@pytest.mark.django_db
def test_what_was_saved_by_itself_is_never_said_not_to_be_made(department: Any, editor: Client) -> None:
    url = address(department, NewsPage)
    assert save_by_itself(editor, url, DRAFT)["success"]
    text = visible_text(editor.post(url, DRAFT))
    assert "Ở đây đã có trang “Tự lưu” với địa chỉ này. Mở trang đó, hoặc đổi địa chỉ." in text
    assert "Không tạo được" not in text
    refused = editor.post(url, DRAFT | {"slug": "tu-luu-2", "action-submit": "1"})
    assert refused.status_code == 200 and "Không tạo được" not in visible_text(refused)


@pytest.mark.django_db
def test_saving_by_itself_piles_up_no_messages(department: Any, editor: Client) -> None:
    doubtful = DRAFT | {"summary": "Họp ngày 31/02/2026."}
    made = save_by_itself(editor, address(department, NewsPage), doubtful)
    again = save_by_itself(editor, made["url"], doubtful | {"overwrite_revision_id": made["revision_id"]})
    assert again["success"]
    assert "Không có ngày" not in visible_text(editor.get(made["url"]))
    editor.post(made["url"], doubtful)
    assert visible_text(editor.get(made["url"])).count("Không có ngày 31/02/2026") == 1


@pytest.mark.django_db
def test_a_new_text_starts_with_the_region_of_its_department(department: Any, editor: Client) -> None:
    region = Region.objects.filter(slug__isnull=False).first()
    assert region is not None
    department.organisation.region = region
    department.organisation.save()
    url = address(department, NewsPage)
    assert f'value="{region.slug}"' in editor.get(url).content.decode()
    # To leave it empty is a choice.
    assert editor.post(url, DRAFT).status_code == 302
    assert not NewsPage.objects.get(slug="tu-luu").get_latest_revision_as_object().regions.all()


def test_an_alert_that_would_never_show_is_refused() -> None:
    hour = timedelta(hours=1)
    now = timezone.now()
    with pytest.raises(ValidationError) as refused:
        Alert(text="Cảnh giác", starts_at=now - 2 * hour, ends_at=now - hour).clean()
    assert list(refused.value.message_dict) == ["ends_at"]
    Alert(text="Cảnh giác", starts_at=now - hour, ends_at=now + hour).clean()
