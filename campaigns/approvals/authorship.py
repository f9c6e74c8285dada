"""Authors and reviewers of pages, for one page and for many at once.

An author saved a revision since the last approved one, or submitted the page (rule 32: nobody approves
their own text). An approval that was revoked or withdrawn, or whose revision was overwritten, does not count.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from wagtail.models import Page, Revision, TaskState, WorkflowState

from campaigns.approvals.content_hash import revision_hash
from campaigns.approvals.records import ApprovalRecord, Withdrawal


def authors(page: Page) -> set[int]:
    """Keys of the users who are authors of the page."""
    return authors_of([page.pk])[page.pk]


def authors_of(keys: Iterable[int]) -> dict[int, set[int]]:
    """Page key to the keys of its authors; the number of queries does not grow with the pages."""
    people: dict[int, set[int]] = {key: set() for key in keys}
    marks = _last_approved(people)
    pages = ContentType.objects.get_for_model(Page)
    selected = {"base_content_type": pages, "object_id__in": [str(key) for key in people]}
    revisions = Revision.objects.filter(**selected, user__isnull=False)
    for key, revision, user in revisions.values_list("object_id", "pk", "user_id"):
        # Compared by key: overwriting a revision changes its time but not its key.
        if revision > marks.get(int(key), 0):
            people[int(key)].add(user)
    submitted = WorkflowState.objects.active().filter(**selected, requested_by__isnull=False)
    for key, user in submitted.values_list("object_id", "requested_by_id"):
        people[int(key)].add(user)
    return people


def _last_approved(keys: Iterable[int]) -> dict[int, int]:
    """Page key to the key of its newest revision whose approval holds and whose content is unchanged."""
    withdrawals = Withdrawal.objects.filter(page_id__in=keys).order_by()
    ended = dict(withdrawals.values_list("page_id").annotate(last=Max("withdrawn_at")))
    approved = {
        (record.revision_id, record.content_hash)
        for record in ApprovalRecord.objects.filter(
            page_id__in=keys, revision__isnull=False, revocation=None
        ).only("page_id", "revision_id", "content_hash", "approved_at")
        if record.page_id not in ended or record.approved_at > ended[record.page_id]
    }
    marks: dict[int, int] = {}
    revisions = Revision.objects.filter(pk__in={revision for revision, _digest in approved})
    for revision in revisions.only("object_id", "content").order_by("pk"):
        if (revision.pk, revision_hash(revision)) in approved:
            marks[int(revision.object_id)] = revision.pk
    return marks


def reviewers(task_state: TaskState) -> list[int]:
    """Keys of the users who approved this revision at earlier tasks of its workflow."""
    return reviewers_of([task_state])[task_state.pk]


def reviewers_of(states: Iterable[TaskState]) -> dict[int, list[int]]:
    """Key of a task state to its ``reviewers``, in one query."""
    agreed: dict[tuple[int, int], list[int]] = {}
    earlier = TaskState.objects.filter(
        status=TaskState.STATUS_APPROVED, workflow_state__in={state.workflow_state_id for state in states}
    ).order_by("pk")
    for workflow, revision, user in earlier.values_list("workflow_state", "revision", "finished_by"):
        agreed.setdefault((workflow, revision), []).append(user)
    return {state.pk: agreed.get((state.workflow_state_id, state.revision_id), []) for state in states}
