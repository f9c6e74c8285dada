"""The dialogue of a decision shows what is decided; an approval is revoked on a screen (rules 131, 132)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.status import State, status_of
from campaigns.models import NewsPage, OfficialDocumentPage
from cms.accounts.models import Role, User
from tests import factories
from tests.campaigns.workflow import act, submit
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
DIALOGUE = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def people(staff: Any) -> dict[str, User]:
    roles = (Role.COMMUNICATOR, Role.APPRAISER, Role.APPROVER, Role.EDITOR)
    return {str(role): staff(role) for role in roles}


@pytest.fixture
def page(department: Any, people: dict[str, User]) -> Any:
    """A text with a file, appraised."""
    writer = people[Role.COMMUNICATOR]
    file = factories.document(name="ke-hoach-dau-do.pdf")
    draft = factories.draft(
        OfficialDocumentPage,
        department,
        writer,
        title="Kế hoạch <b>thử</b>",
        subject="Dòng một\nDòng  hai",
        file=file,
    )
    page = submit(draft, writer)
    act(page, people[Role.APPRAISER])
    return OfficialDocumentPage.objects.get(pk=page.pk)


def url(page: Any, action: str = "approve") -> str:
    state = page.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])


def test_the_approver_sees_the_exact_words_files_and_people(page: Any, people: dict[str, User]) -> None:
    User.objects.filter(pk=people[Role.APPROVER].pk).update(post="Phó Giám đốc")
    User.objects.filter(pk=people[Role.APPRAISER].pk).update(first_name="Thẩm Định")
    html = signed_in(people[Role.APPROVER]).get(url(page)).json()["html"]
    exact = page.get_latest_revision_as_object().exact_text
    assert exact.replace("<", "&lt;").replace(">", "&gt;") in html
    assert "ke-hoach-dau-do" in html and "Phó Giám đốc" in html and "Thẩm Định" in html


def test_a_return_shows_the_form_alone(page: Any, people: dict[str, User]) -> None:
    assert "Dòng một" not in signed_in(people[Role.APPROVER]).get(url(page, "reject")).json()["html"]


@pytest.mark.parametrize(
    ("signing", "advice"),
    [
        ({"document_number": "xyz"}, "675/KH-BCĐ"),
        ({"document_number": "12/2999/QH15"}, "chưa tới"),
        ({"document_number": "675/KH-BCĐ", "document_date": "01/01/2030"}, "Ngày văn bản chưa tới"),
    ],
)
def test_a_document_that_cannot_exist_is_refused_in_the_dialogue(
    page: Any, people: dict[str, User], signing: dict[str, str], advice: str
) -> None:
    answer = signed_in(people[Role.APPROVER]).post(url(page), signing, headers=DIALOGUE).json()
    assert advice in answer["html"] and signing["document_number"] in answer["html"]
    assert "Dòng một" in answer["html"] and not ApprovalRecord.objects.filter(page_id=page.pk).exists()


def test_today_and_a_real_number_are_sealed(page: Any, people: dict[str, User]) -> None:
    today = timezone.localdate()
    signing = {"document_number": "Số: 357/QĐ-BVHTDL", "document_date": today.strftime("%d/%m/%Y")}
    signed_in(people[Role.APPROVER]).post(url(page), signing)
    record = ApprovalRecord.objects.get(page_id=page.pk)
    assert (record.document_number, record.document_date) == ("357/QĐ-BVHTDL", today)


def test_nonsense_is_sealed_on_no_other_way(department: Any) -> None:
    page = factories.draft(NewsPage, department)
    for signing in ({"document_number": "xyz"}, {"document_date": timezone.localdate() + timedelta(days=1)}):
        with pytest.raises(PermissionDenied, match="văn bản"):
            factories.approve(page, **signing)
    assert not ApprovalRecord.objects.filter(page_id=page.pk).exists()


def test_an_approver_takes_back_what_was_approved(page: Any, people: dict[str, User]) -> None:
    approver = signed_in(people[Role.APPROVER])
    landing = approver.post(url(page), {}, follow=True).content.decode()
    record = ApprovalRecord.objects.get(page_id=page.pk)
    address = reverse("revoke", args=[record.code])
    assert address in landing
    form = approver.get(address).content.decode()
    assert record.text.splitlines()[0].replace("<", "&lt;").replace(">", "&gt;") in form
    assert "Ghi lý do rút." in approver.post(address, {"reason": " "}).content.decode()
    told = approver.post(address, {"reason": "Sai số."}, follow=True).content.decode()
    assert "Đã rút lần duyệt mã" in told and status_of(record).state == State.REVOKED
    assert "đã rút lần duyệt này lúc" in approver.get(address, follow=True).content.decode()


def test_nobody_else_may_and_others_do_not_learn_the_title(
    page: Any, people: dict[str, User], other_department: Any
) -> None:
    act(page, people[Role.APPROVER])
    record = ApprovalRecord.objects.get(page_id=page.pk)
    address = reverse("revoke", args=[record.code])
    foreign = factories.staff(Role.APPROVER, other_department)
    for user in (people[Role.EDITOR], foreign):
        client = signed_in(user)
        for answer in (client.get(address, follow=True), client.post(address, {"reason": "a"}, follow=True)):
            html = answer.content.decode()
            assert "Bạn không có quyền" in html
            assert user == people[Role.EDITOR] or "Kế hoạch &lt;b&gt;" not in html
    assert status_of(record).state == State.PENDING
