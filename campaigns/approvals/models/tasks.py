"""The three workflow tasks: Thẩm định (appraise), Duyệt (approve), Công bố (publish)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from campaigns.approvals import authorship, files, roles, rules
from campaigns.approvals.content_hash import revision_hash
from campaigns.approvals.forms import ApproveForm, CommentForm, PublishForm, ReturnForm
from campaigns.approvals.freeze import end_of_validity, freeze
from cms.accounts.models import Role, RoleGroup


class ReviewTask(Task):
    """A workflow task that users with one role in the page's department act on."""

    role: ClassVar[str]
    approve_label: ClassVar[Any]

    class Meta:
        abstract = True

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Start at the first task that has not approved the present content.

        Wagtail would resume a returned page at the task that returned it, whatever was changed since.
        """
        due = workflow_state.get_next_task()
        if due is not None and due.pk != self.pk:
            return due.specific.start(workflow_state, user)
        page = workflow_state.content_object
        text = revision_hash(page.get_latest_revision())
        if self.role != Role.EDITOR and rules.is_approved(page, text):
            return self._skip(workflow_state)
        return super().start(workflow_state, user)

    def _skip(self, workflow_state: Any) -> TaskState:
        """Skip the task: a text that was approved before and unpublished is only published again."""
        return self.get_task_state_class().objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=workflow_state.content_object.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
        )

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return roles.has_role(user, self.role, obj)

    def user_may_act(self, task_state: TaskState, user: Any) -> bool:
        return bool(self.actionable([task_state], user))

    def actionable(self, states: Sequence[TaskState], user: Any) -> list[TaskState]:
        """The states that the user may decide on; the number of queries does not grow with them."""
        keys = {state.workflow_state.object_id for state in states}
        pages = {
            str(page.pk) for page in roles.filter_by_role(user, self.role, Page.objects.filter(pk__in=keys))
        }
        candidates = [state for state in states if state.workflow_state.object_id in pages]
        disqualified = self.disqualified_users(candidates) if candidates else {}
        return [state for state in candidates if user.pk not in disqualified.get(state.pk, ())]

    def disqualified_users(self, states: Sequence[TaskState]) -> dict[int, set[int]]:
        """State key to the keys of the users who may not decide on it, whatever their role (rule 32)."""
        return {}

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        state = obj.current_workflow_task_state
        if state is None or state.task_id != self.pk or not self.user_may_act(state, user):
            return []
        actions = [("reject", _("Trả lại"), True)]
        if not self.blocking_errors(obj):
            actions.insert(0, ("approve", self.approve_label, True))
        return actions

    def blocking_errors(self, obj: Any) -> list[tuple[str | None, Any]]:
        """(field or None, message) for every rule that stops an approval; empty when none does."""
        page = obj.get_latest_revision_as_object()
        return page.publication_errors() + rules.review_errors(page)

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReturnForm if action == "reject" else CommentForm

    def get_template_for_action(self, action: str) -> str:
        return "approvals/decision.html"

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if not RoleGroup.objects.filter(role=self.role, group__user=user).exists():
            return states.none()
        waiting = states.select_related("workflow_state")
        return states.filter(pk__in=[state.pk for state in self.actionable(waiting, user)])

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        # Of two concurrent reviewers the second waits here and finds the task finished.
        locked = TaskState.objects.select_for_update().get(pk=task_state.pk)
        if locked.status != TaskState.STATUS_IN_PROGRESS or not self.user_may_act(locked, user):
            raise PermissionDenied
        if action_name == "reject" and not str(kwargs.get("comment", "")).strip():
            raise PermissionDenied(_("Ghi lý do trả lại."))
        if action_name == "approve":
            errors = self.blocking_errors(locked.workflow_state.content_object)
            if errors:
                raise rules.PublicationRefused(" ".join(str(message) for _field, message in errors))
            self.before_approve(locked, user, kwargs)
        super().on_action(task_state, user, action_name, comment=kwargs.get("comment", ""))

    def before_approve(self, task_state: TaskState, user: Any, data: dict[str, Any]) -> None:
        """Effects of an approval besides the state of the task; called in its transaction."""


def _authors(states: Sequence[TaskState]) -> dict[int, set[int]]:
    people = authorship.authors_of(int(state.workflow_state.object_id) for state in states)
    return {state.pk: people[int(state.workflow_state.object_id)] for state in states}


class AppraiseTask(ReviewTask):
    role = Role.APPRAISER
    approve_label = _("Đồng ý thẩm định")

    class Meta:
        verbose_name = _("bước thẩm định")

    def disqualified_users(self, states: Sequence[TaskState]) -> dict[int, set[int]]:
        return _authors(states)


class ApproveTask(ReviewTask):
    role = Role.APPROVER
    approve_label = _("Duyệt")

    class Meta:
        verbose_name = _("bước duyệt")

    def disqualified_users(self, states: Sequence[TaskState]) -> dict[int, set[int]]:
        agreed = authorship.reviewers_of(states)
        return {key: people.union(agreed[key]) for key, people in _authors(states).items()}

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReturnForm if action == "reject" else ApproveForm

    def before_approve(self, task_state: TaskState, user: Any, data: dict[str, Any]) -> None:
        appraiser = next(iter(authorship.reviewers(task_state)), None)
        if appraiser is None:
            raise rules.PublicationRefused(_("Nội dung này chưa qua thẩm định."))
        signing = {name: data[name] for name in ApproveForm.SIGNING if data.get(name)}
        freeze(task_state.revision, appraiser, user, **signing)


class PublishTask(ReviewTask):
    role = Role.EDITOR
    approve_label = _("Công bố")

    class Meta:
        verbose_name = _("bước công bố")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReturnForm if action == "reject" else PublishForm

    def before_approve(self, task_state: TaskState, user: Any, data: dict[str, Any]) -> None:
        revision = task_state.revision
        files.require_unchanged(revision.as_object())
        times = {name: data.get(name) for name in ("go_live_at", "expire_at")}
        # A page approved until a day expires when that day is over.
        ends = [times["expire_at"], end_of_validity(revision)]
        times["expire_at"] = min((end for end in ends if end), default=None)
        for name, moment in times.items():
            revision.content[name] = moment.isoformat() if moment else None
        revision.save(update_fields=["content"])
