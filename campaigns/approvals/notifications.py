"""E-mail to the people who may act on the next task of a workflow; the dashboard lists the same items."""

from typing import Any

from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from campaigns.approvals import reviewers
from campaigns.approvals.models import AppraiseTask, ApproveTask, PublishTask

REVIEW_TASKS = (AppraiseTask, ApproveTask, PublishTask)


class ReviewSubmittedNotifier(EmailNotificationMixin, Notifier):
    """Writes to everyone who may act on the task, and to nobody who wrote the text."""

    notification = "submitted"

    def __init__(self) -> None:
        super().__init__((TaskState,))

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return super().can_handle(instance, **kwargs) and isinstance(instance.task.specific, REVIEW_TASKS)

    def get_recipient_users(self, instance: TaskState, **kwargs: Any) -> list[Any]:
        return reviewers.able_to_decide(instance)

    def get_context(self, instance: TaskState, **kwargs: Any) -> dict[str, Any]:
        page = instance.workflow_state.content_object
        return super().get_context(instance, **kwargs) | {
            "task": instance.task.specific,
            "object": page,
            "page": page,
            "model_name": page._meta.verbose_name,
        }


notify_next = ReviewSubmittedNotifier()


def connect() -> None:
    task_submitted.connect(notify_next, dispatch_uid="approvals.notify_next")
