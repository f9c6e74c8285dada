"""Remarks on a draft: all are shown to author and reviewer, and forbid nothing."""

from typing import Any

import pytest

from campaigns.editorial import remarks
from campaigns.editorial.wagtail_hooks import MAX_REMARKS_SHOWN
from campaigns.models import CampaignPage, NewsPage, OfficialDocumentPage, SloganPage
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.workflow import submit
from tests.clients import outcome, signed_in, visible_text

pytestmark = pytest.mark.django_db
# Short quotes of the source documents, errors included (rule 42).
PLAN = (
    "Kế hoạch phòng, chống mua bán người. Tuyên truyền phòng, chống mua bán người đến Nhân dân. "
    "Lồng ghép nội dung phòng, chống mua bán người. "
)
EIGHT = {
    "wrong subject": (
        PLAN + "Các cấp xây dựng kế hoạch phòng, chống mại dâm phù hợp.",
        "phòng, chống mại dâm",
    ),
    "misspelt": ("về phòng, chống mau bán người trong quá trình", "mau"),
    "numbered twice": (
        "I. MỤC ĐÍCH\nII. MỤC TIÊU\nIII. NHIỆM VỤ TRỌNG TÂM\n1. Công tác\nIII. TỔ CHỨC THỰC HIỆN",
        "III",
    ),
    "without its mark": ("triển khai các nội dung của kế hoach lồng ghép trong kế hoạch", "hoach"),
    "agency": ("kèm theo Quyết định số 357/QĐ-BVHTDL ngày 23/02/2022 của Bộ", "357/QĐ-BVHTDL"),
    "quotes": (
        "“Ngày thế giới phòng, chống mua bán người, “Ngày toàn dân phòng, chống mua, bán người - 30/7”",
        "“Ngày thế giới phòng, chống mua bán người",
    ),
    "word missing": ("Bản tin, Cổng thông tin điện tỉnh, Trang thông tin điện tử", "thông tin điện"),
    "mail": ("bằng file mềm về địa chỉ email: tonghop@gmai.com để tổng hợp", "tonghop@gmai.com"),
    "doubtful date": ("Quyết định số 1944/QĐ-TTg ngày 18/12/2021 của Thủ tướng", "18/12/2021"),
    "old number": ("Gọi 1800 1567 để được giúp", "1800 1567"),
}


def article(department: Any, text: str, author: Any = None) -> Any:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return factories.draft(NewsPage, department, author, body=[{"type": "text", "value": paragraphs}])


@pytest.mark.parametrize("name", EIGHT)
def test_the_errors_of_the_source_documents_are_reported(department: Any, staff: Any, name: str) -> None:
    text, excerpt = EIGHT[name]
    page = article(department, text)
    found = [remark for remark in remarks.remarks(page) if remark.excerpt == excerpt]
    assert found and found[0].message
    answer = signed_in(staff(Role.EDITOR)).get(f"/admin/soat-loi/{page.pk}/")
    assert f"<mark>{excerpt}</mark>" in answer.content.decode()


def test_a_slogan_is_read_as_it_stands(department: Any) -> None:
    page = factories.draft(SloganPage, department, text="Phòng, chống mau bán người")
    assert [remark.excerpt for remark in remarks.remarks(page) if remark.excerpt] == ["mau"]


def test_a_correct_text_has_no_remarks(department: Any, staff: Any) -> None:
    page = article(department, "Chung tay phòng, chống nạn mua bán người. Gọi 111 khi nghi ngờ.")
    answer = signed_in(staff(Role.EDITOR)).get(f"/admin/soat-loi/{page.pk}/")
    assert "Không thấy chỗ nào đáng ngờ" in visible_text(answer)


def test_a_cited_document_out_of_force_is_reported(department: Any) -> None:
    new = factories.published(OfficialDocumentPage, department, number="33/QĐ-TTg")
    factories.published(
        OfficialDocumentPage,
        department,
        number="8888/QĐ-UBND",
        status=OfficialDocumentPage.Status.REPLACED,
        replaced_by=new,
    )
    page = article(department, "Thực hiện Quyết định số 8888/QĐ-UBND của tỉnh")
    (remark,) = [remark for remark in remarks.remarks(page) if "8888" in remark.excerpt]
    assert "33/QĐ-TTg" in remark.message


def citing(department: Any, document: Any, way: str) -> Any:
    """A draft that cites the document without writing its number."""
    if way in ("official_document", "link"):
        value: Any = document.pk
        if way == "link":
            value = f'<p>Theo <a linktype="page" id="{document.pk}">quyết định</a>.</p>'
        return factories.draft(
            NewsPage, department, body=[{"type": "text" if way == "link" else way, "value": value}]
        )
    if way == "source_document":
        return factories.draft(SloganPage, department, source_document=document)
    page = factories.draft(OfficialDocumentPage if way == "parents" else CampaignPage, department)
    setattr(page, way, [document])
    page.save_revision()
    return page.get_latest_revision_as_object()


@pytest.mark.parametrize("way", ["parents", "base_documents", "official_document", "link", "source_document"])
@pytest.mark.parametrize("status", ["bi-thay-the", "het-hieu-luc"])
def test_each_way_of_citing_a_document_out_of_force_is_reported(
    department: Any, way: str, status: str
) -> None:
    new = factories.published(OfficialDocumentPage, department, number="33/QĐ-TTg")
    replaced = {"replaced_by": new} if status == "bi-thay-the" else {}
    old = factories.published(
        OfficialDocumentPage, department, number="8888/QĐ-UBND", status=status, **replaced
    )
    (remark,) = remarks.remarks(citing(department, old, way))
    why = ": đã được thay thế bởi 33/QĐ-TTg" if replaced else ""
    assert remark.message == f"8888/QĐ-UBND không còn hiệu lực{why}. Kiểm tra lại chỗ dẫn."


def test_a_document_cited_and_written_out_is_reported_once(department: Any) -> None:
    new = factories.published(OfficialDocumentPage, department, number="33/QĐ-TTg.")
    old = factories.published(
        OfficialDocumentPage, department, number="8888/QĐ-UBND", status="bi-thay-the", replaced_by=new
    )
    page = citing(department, old, "official_document")
    page.summary = "Theo 8888/QĐ-UBND."
    (remark,) = remarks.remarks(page)
    assert remark.excerpt == "8888/QĐ-UBND"
    assert remark.message.endswith("bởi 33/QĐ-TTg. Kiểm tra lại chỗ dẫn.")


def test_a_document_in_force_is_cited_without_a_remark(department: Any) -> None:
    assert not remarks.remarks(
        citing(department, factories.published(OfficialDocumentPage, department), "parents")
    )


def test_a_document_is_not_warned_of_itself(department: Any) -> None:
    page = factories.published(
        OfficialDocumentPage, department, number="8888/QĐ-UBND", status=OfficialDocumentPage.Status.EXPIRED
    )
    assert not [remark for remark in remarks.remarks(page) if "8888" in remark.excerpt]


def test_the_author_and_the_reviewer_read_the_remarks(department: Any, staff: Any) -> None:
    author, appraiser, approver = (staff(role) for role in (Role.COMMUNICATOR, Role.APPRAISER, Role.APPROVER))
    page = article(department, "về phòng, chống mau bán người", author)
    NewsPage.objects.filter(pk=page.pk).update(owner=author)
    path = f"/admin/soat-loi/{page.pk}/"
    assert signed_in(author).get(path).status_code == 200
    assert outcome(signed_in(appraiser).get(path)) == "refused"
    submit(page, author)
    assert signed_in(appraiser).get(path).status_code == 200
    assert outcome(signed_in(approver).get(path)) == "refused"


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.STATION, Role.READER, Role.CONSOLIDATOR])
def test_others_do_not(department: Any, staff: Any, role: str) -> None:
    page = article(department, "về phòng, chống mau bán người")
    assert outcome(signed_in(staff(role)).get(f"/admin/soat-loi/{page.pk}/")) == "refused"


def test_another_department_does_not(department: Any) -> None:
    page = article(department, "Bài thử")
    stranger = factories.staff(Role.EDITOR, factories.department())
    assert outcome(signed_in(stranger).get(f"/admin/soat-loi/{page.pk}/")) == "refused"


def test_what_is_no_content_has_no_remarks(department: Any, staff: Any) -> None:
    client = signed_in(staff(Role.EDITOR))
    assert outcome(client.get(f"/admin/soat-loi/{department.pk}/")) == "refused"
    assert client.get("/admin/soat-loi/999999/").status_code == 404


def test_a_few_are_shown_at_once_and_the_rest_are_a_click_away(department: Any, staff: Any) -> None:
    author = staff(Role.COMMUNICATOR)
    text = "\n".join(text for text, _excerpt in list(EIGHT.values())[3:])
    page = article(department, text, author)
    submit(page, author)
    count = len(remarks.remarks(page))
    answer = signed_in(staff(Role.APPRAISER)).get(f"/admin/pages/{page.pk}/edit/")
    content = answer.content.decode()
    assert count > MAX_REMARKS_SHOWN
    assert f"Còn {count - MAX_REMARKS_SHOWN} chỗ nên đọc lại." in visible_text(answer)
    assert "Xem tất cả" in content and f"/admin/soat-loi/{page.pk}/" in content


def test_few_remarks_need_no_click(department: Any, staff: Any) -> None:
    author = staff(Role.COMMUNICATOR)
    page = article(department, "về phòng, chống mau bán người", author)
    submit(page, author)
    answer = signed_in(staff(Role.APPRAISER)).get(f"/admin/pages/{page.pk}/edit/")
    assert "“mau”" in visible_text(answer) and "Xem tất cả" not in visible_text(answer)


def test_a_remark_forbids_nothing(department: Any) -> None:
    page = factories.published(SloganPage, department, text="Phòng, chống mau bán người")
    assert page.live


def test_markup_in_a_text_is_shown_as_text(department: Any, staff: Any) -> None:
    author = staff(Role.COMMUNICATOR)
    page = factories.draft(
        SloganPage,
        department,
        author,
        text='Phòng, chống mau bán người “<script>alert(1)</script><b x="1">',
    )
    submit(page, author)
    for path in (f"/admin/soat-loi/{page.pk}/", f"/admin/pages/{page.pk}/edit/"):
        assert "<script>alert(1)" not in signed_in(staff(Role.APPRAISER)).get(path).content.decode()


def test_a_long_text_is_read_in_time(department: Any) -> None:
    import time

    page = article(department, "\n".join(text for text, _excerpt in EIGHT.values()) * 60)
    start = time.process_time()
    remarks.remarks(page)
    assert time.process_time() - start < 5


def test_a_letter_that_no_poster_has_comes_first_and_once(department: Any, staff: Any) -> None:
    author = staff(Role.COMMUNICATOR)
    page = factories.draft(SloganPage, department, author, text="Phòng, chống mau bán người 😊 gọi 111")
    found = remarks.remarks(page)
    assert [remark.excerpt for remark in found] == ["😊", "mau"]
    assert "không làm được áp phích nào" in found[0].message
    assert next(iter(page.publication_errors()))[0] == "text"


def test_a_text_too_long_for_a_format_names_the_format_once(department: Any) -> None:
    page = factories.draft(SloganPage, department, text="Chung tay phòng, chống nạn mua bán người. " * 7)
    found = [remark.message for remark in remarks.remarks(page) if not remark.excerpt]
    assert found and all(message.startswith("Câu dài") for message in found)
    assert [message for message in found if message.count("A4 dọc") > 1] == []
