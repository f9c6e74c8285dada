"""An approval that is not published yet is taken back by a sealed record of its own (rule 132)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from campaigns.approvals import hash_chain, integrity
from campaigns.approvals.models import ApprovalRecord, Revocation
from campaigns.approvals.revocation import can_revoke, revoke
from campaigns.approvals.sealed import SealedError
from campaigns.approvals.serialisation import approval_data
from campaigns.approvals.status import State, status_of
from campaigns.models import SloganPage
from cms.accounts.models import Role, User
from tests import factories
from tests.campaigns.workflow import act, record_of, submit

pytestmark = pytest.mark.django_db
REASON = "Sai số văn bản."


@pytest.fixture
def people(staff: Any) -> dict[str, User]:
    roles = (Role.COMMUNICATOR, Role.APPRAISER, Role.APPROVER, Role.EDITOR)
    return {str(role): staff(role) for role in roles}


@pytest.fixture
def page(department: Any, people: dict[str, User]) -> Any:
    """A slogan that was appraised and approved and waits for publication."""
    writer = people[Role.COMMUNICATOR]
    page = submit(factories.draft(SloganPage, department, writer), writer)
    act(page, people[Role.APPRAISER])
    act(page, people[Role.APPROVER])
    return SloganPage.objects.get(pk=page.pk)


@pytest.fixture
def waiting(page: Any) -> ApprovalRecord:
    return ApprovalRecord.objects.get(page_id=page.pk)


@pytest.fixture
def revoked(waiting: ApprovalRecord, people: dict[str, User]) -> ApprovalRecord:
    revoke(waiting, people[Role.APPROVER], REASON)
    return waiting


def sound() -> bool:
    """Whether records, log and an export of them fit together."""
    return not list(integrity.faults()) and not list(hash_chain.verify(integrity.export()))


def test_the_chain_is_whole_before_and_after(waiting: ApprovalRecord, people: dict[str, User]) -> None:
    assert sound()
    revocation = revoke(waiting, people[Role.APPROVER], REASON)
    assert sound()
    with pytest.raises(SealedError):
        revocation.delete()
    Revocation.objects.filter(pk=revocation.pk)._raw_delete("default")
    assert not sound()


def test_a_changed_reason_breaks_the_seal(revoked: ApprovalRecord) -> None:
    super(type(Revocation.objects.all()), Revocation.objects.all()).update(reason="Khác")
    assert not sound()


def test_the_check_page_says_so_and_shows_no_text(revoked: ApprovalRecord, client: Client) -> None:
    html = client.get(f"/xac-minh/{revoked.code}/").content.decode()
    assert "Đã rút trước khi công bố" in html and revoked.text not in html and REASON not in html
    answer = client.get(f"/xac-minh/{revoked.code}/json/").json()
    assert (answer["state"], answer["label"]) == ("revoked", "Đã rút trước khi công bố")
    assert "at" in answer["revocation"] and REASON not in str(answer)
    expected = approval_data(revoked, State.REVOKED)
    del expected["content_hash"]
    assert {name: answer[name] for name in expected} == expected


@pytest.mark.parametrize("path", ["/lay-ve/{}/", "/lay-ve/{}/a4.pdf", "/nhung/{}/"])
def test_every_output_says_so(revoked: ApprovalRecord, client: Client, path: str) -> None:
    answer = client.get(path.format(revoked.code))
    assert (
        "ã rút trước khi công bố" in answer.content.decode() and revoked.text not in answer.content.decode()
    )


def test_it_is_not_published_and_goes_back_with_the_reason(
    page: Any, revoked: ApprovalRecord, people: dict[str, User], mailoutbox: list[Any]
) -> None:
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish()
    page = SloganPage.objects.get(pk=page.pk)
    assert not page.live and page.current_workflow_task is None
    assert page.workflow_states.get().status == "needs_changes"


def test_the_same_words_are_appraised_and_approved_anew(
    page: Any, revoked: ApprovalRecord, people: dict[str, User]
) -> None:
    page = SloganPage.objects.get(pk=page.pk)
    page.save_revision(user=people[Role.COMMUNICATOR])
    page.current_workflow_state.resume(people[Role.COMMUNICATOR])
    for role in (Role.APPRAISER, Role.APPROVER, Role.EDITOR):
        act(page, people[role])
    page = SloganPage.objects.get(pk=page.pk)
    assert page.live and page.code != revoked.code
    again = status_of(revoked)
    assert (again.state, again.successor) == (State.REVOKED, record_of(page))
    assert status_of(record_of(page)).state == State.IN_FORCE and sound()


def test_a_planned_publication_is_cancelled(page: Any, waiting: ApprovalRecord, people: Any) -> None:
    act(page, people[Role.EDITOR], go_live_at=timezone.now() + timedelta(days=1))
    page = SloganPage.objects.get(pk=page.pk)
    assert page.scheduled_revision is not None
    revoke(waiting, people[Role.APPROVER], REASON)
    assert SloganPage.objects.get(pk=page.pk).scheduled_revision is None
    assert status_of(waiting).state == State.REVOKED


def test_what_is_live_stays_live(department: Any, people: dict[str, User], client: Client) -> None:
    page = factories.published(SloganPage, department)
    first = record_of(page)
    page.text += "!"
    page.save_revision()
    second = factories.approve(SloganPage.objects.get(pk=page.pk))
    revoke(second, people[Role.APPROVER], REASON)
    assert status_of(first).state == State.IN_FORCE
    assert status_of(second).successor == first
    assert client.get(page.url).status_code == 200
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish()


def test_what_is_published_is_withdrawn_instead(page: Any, waiting: ApprovalRecord, people: Any) -> None:
    act(page, people[Role.EDITOR])
    assert not can_revoke(people[Role.APPROVER], waiting)
    with pytest.raises(PermissionDenied, match="Thu hồi"):
        revoke(waiting, people[Role.APPROVER], REASON)


def test_the_second_is_told_who_was_first(revoked: ApprovalRecord, staff: Any) -> None:
    with pytest.raises(PermissionDenied, match="đã rút lần duyệt này lúc"):
        revoke(revoked, staff(Role.APPROVER), REASON)
    assert Revocation.objects.count() == 1


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.APPRAISER, Role.EDITOR])
def test_only_an_approver_of_the_department_may(
    waiting: ApprovalRecord, people: dict[str, User], other_department: Any, role: str
) -> None:
    foreign = factories.staff(Role.APPROVER, other_department)
    for user in (people[role], foreign):
        assert not can_revoke(user, waiting)
        with pytest.raises(PermissionDenied, match="Chỉ người duyệt"):
            revoke(waiting, user, REASON)


def test_a_reason_is_needed(waiting: ApprovalRecord, people: dict[str, User]) -> None:
    with pytest.raises(PermissionDenied, match="Ghi lý do"):
        revoke(waiting, people[Role.APPROVER], "  ")
    assert status_of(waiting).state == State.PENDING
