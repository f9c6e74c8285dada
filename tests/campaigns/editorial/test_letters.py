"""Reviewers see odd letters marked; what nobody sees, or no poster shows, stops submission."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns.approvals.rules import PublicationRefused
from campaigns.editorial import remarks
from campaigns.kits.catalogue import outputs
from campaigns.kits.orders import text_version_of
from campaigns.models import MaterialPage, NewsPage, SloganPage
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.workflow import act, record_of, submit
from tests.clients import signed_in, visible_text

pytestmark = pytest.mark.django_db
TCVN3 = "§\u00adêng d©y nãng b¸o tin vÒ téi ph¹m"


def slogan(department: Any, text: str) -> Any:
    return factories.draft(SloganPage, department, text=text)


def post(client: Any, page: Any, **fields: str) -> Any:
    form = {"form": page.form, "source_document": str(page.source_document_id), "slug": page.slug}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-submit": "1"}
    form |= {"topics": [factories.Topic.objects.values_list("slug", flat=True)[0]]}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form | fields)


@pytest.mark.parametrize(
    ("text", "excerpt", "advice"),
    [
        ("Ðẩy lùi nạn mua bán", "Ðẩy", "Nguyên văn: chữ lạ (U+00D0) trông như “Đẩy”"),
        ("Đẩy lùi\u202e nạn", "[U+202E]", "Nguyên văn: ký tự không nhìn thấy"),
        ("Công an Тhủ đô", "Тhủ", "Nguyên văn: chữ lạ (U+0422) trông như “Thủ”"),
        ("Gô\u0301\u0300 cửa", "ố\u0300", "Nguyên văn: dấu thừa"),
        ("Gọi\u00a0111", "\u00a0", "Nguyên văn: dấu cách hoặc ngắt dòng đặc biệt (U+00A0)"),
    ],
)
def test_an_odd_letter_of_a_quotation_is_marked(
    department: Any, text: str, excerpt: str, advice: str
) -> None:
    page = slogan(department, text)
    assert advice in {one.excerpt: one.message for one in remarks.remarks(page)}[excerpt]


def test_the_reviewer_sees_the_mark(department: Any, staff: Any) -> None:
    page = submit(slogan(department, "Ðẩy lùi nạn mua bán người"), staff(Role.COMMUNICATOR))
    answer = signed_in(staff(Role.APPRAISER)).get(f"/admin/soat-loi/{page.pk}/")
    assert "<mark>Ðẩy</mark>" in answer.content.decode() and "Đẩy" in visible_text(answer)


def test_text_of_an_old_font_is_kept_and_gets_one_remark_with_its_words(department: Any) -> None:
    page = factories.draft(
        NewsPage, department, summary=TCVN3, body=[{"type": "text", "value": f"<p>{TCVN3}</p>"}]
    )
    assert page.summary == TCVN3
    found = [one for one in remarks.remarks(page) if "phông cũ" in one.message]
    assert [one.suggestion for one in found] == ["Đường dây nóng báo tin về tội phạm"] * 2
    assert not [one for one in remarks.remarks(page) if "viết đúng" in one.message]


def test_what_nobody_sees_stops_submission(department: Any, staff: Any, everybody: None) -> None:
    author = staff(Role.EDITOR)
    page = factories.draft(SloganPage, department, author, text="Đẩy lùi")
    client = signed_in(author)
    answer = post(client, page, text="Đẩy lùi\u200b nạn\u200b mua bán người")
    (error,) = answer.context["form"].errors["text"]
    assert "Còn 2 ký tự không nhìn thấy (U+200B), chỗ đầu ở gần “Đẩy lùi nạn mua bán" in error
    answer = post(client, page, text=TCVN3)
    (error,) = answer.context["form"].errors["text"]
    assert "Gõ lại: “Đường dây nóng báo tin về tội phạm”" in error
    assert post(client, page, text="Đẩy lùi nạn mua bán người").status_code == 302


def test_what_nobody_sees_stops_reviewers_too(department: Any, staff: Any) -> None:
    page = submit(slogan(department, "Đẩy lùi\u200b nạn"), staff(Role.COMMUNICATOR))
    with pytest.raises(PublicationRefused, match="không nhìn thấy"):
        act(page, staff(Role.APPRAISER))


@pytest.mark.parametrize("text", ["Gọi 📞 111", "Москва", "Số №\u20091", "警告"])
def test_a_slogan_that_no_poster_shows_is_stopped_at_submission(
    department: Any, staff: Any, text: str
) -> None:
    author = staff(Role.EDITOR)
    page = factories.draft(SloganPage, department, author, text="Đẩy lùi")
    answer = post(signed_in(author), page, text=text)
    (error,) = answer.context["form"].errors["text"]
    lacking = next(char for char in text if ord(char) > 0x2100 or "\u0400" <= char < "\u0500")
    assert f"U+{ord(lacking):04X}" in error and "áp phích" in error


def test_a_message_with_emoji_has_no_posters_and_its_author_is_told(department: Any) -> None:
    page = factories.published(MaterialPage, department, form="bai-mang-xa-hoi", text="Gọi 📞 111 ngay")
    assert any("U+1F4DE" in one.message for one in remarks.remarks(page))
    names = set(outputs(text_version_of(record_of(page), page), [(4.0, 1.0)]))
    assert names and not any(name.endswith((".pdf", ".png", ".webp")) for name in names)


def test_a_hotline_is_printed_with_letters_that_posters_have() -> None:
    hotline = factories.hotline()
    hotline.hours = "24/7 📞"
    with pytest.raises(ValidationError) as refused:
        hotline.full_clean()
    assert set(refused.value.message_dict) == {"hours"}
