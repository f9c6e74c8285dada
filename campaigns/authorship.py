"""Whose text it is and who has agreed to it, for one page and for a whole list of them.

domain.md 7: own = saved any revision since the last approved one, or submitted it. An approval that
was withdrawn since, or whose revision was overwritten, is no such mark.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from wagtail.models import Page, Revision, TaskState, WorkflowState

from campaigns import approval
from campaigns.models.approval import ApprovalRecord, Withdrawal


def authors(page: Page) -> set[int]:
    """Keys of the users whose text this is."""
    return authors_of([page.pk])[page.pk]


def authors_of(keys: Iterable[int]) -> dict[int, set[int]]:
    """Page key to the keys of its authors, with as many queries for sixty pages as for one."""
    people: dict[int, set[int]] = {key: set() for key in keys}
    marks = _last_approved(people)
    pages = ContentType.objects.get_for_model(Page)
    kept = {"base_content_type": pages, "object_id__in": [str(key) for key in people]}
    revisions = Revision.objects.filter(**kept, user__isnull=False)
    for key, revision, user in revisions.values_list("object_id", "pk", "user_id"):
        # By key: a revision keeps its place when it is overwritten, its time moves.
        if revision > marks.get(int(key), 0):
            people[int(key)].add(user)
    submitted = WorkflowState.objects.active().filter(**kept, requested_by__isnull=False)
    for key, user in submitted.values_list("object_id", "requested_by_id"):
        people[int(key)].add(user)
    return people


def _last_approved(keys: Iterable[int]) -> dict[int, int]:
    """Page key to the key of its newest revision that is approved still, and still what was approved."""
    taken = Withdrawal.objects.filter(page_id__in=keys).order_by()
    ended = dict(taken.values_list("page_id").annotate(last=Max("withdrawn_at")))
    approved = {
        (record.revision_id, record.content_hash)
        for record in ApprovalRecord.objects.filter(page_id__in=keys, revision__isnull=False).only(
            "page_id", "revision_id", "content_hash", "approved_at"
        )
        if record.page_id not in ended or record.approved_at > ended[record.page_id]
    }
    marks: dict[int, int] = {}
    revisions = Revision.objects.filter(pk__in={revision for revision, _digest in approved})
    for revision in revisions.only("object_id", "content").order_by("pk"):
        if (revision.pk, approval.revision_hash(revision)) in approved:
            marks[int(revision.object_id)] = revision.pk
    return marks


def reviewers(task_state: TaskState) -> list[int]:
    """Keys of the users who have agreed to this very revision at earlier tasks."""
    return reviewers_of([task_state])[task_state.pk]


def reviewers_of(states: Iterable[TaskState]) -> dict[int, list[int]]:
    """Key of a task's state to its ``reviewers``, in one query."""
    agreed: dict[tuple[int, int], list[int]] = {}
    earlier = TaskState.objects.filter(
        status=TaskState.STATUS_APPROVED, workflow_state__in={state.workflow_state_id for state in states}
    ).order_by("pk")
    for workflow, revision, user in earlier.values_list("workflow_state", "revision", "finished_by"):
        agreed.setdefault((workflow, revision), []).append(user)
    return {state.pk: agreed.get((state.workflow_state_id, state.revision_id), []) for state in states}
