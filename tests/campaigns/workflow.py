"""Steps of the workflow, as the admin takes them."""

from typing import Any

from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.reuse import withdrawals


def act(page: Any, user: Any, action: str = "approve", **data: Any) -> None:
    """Decide on the page's current task as the admin does."""
    page = type(page).objects.get(pk=page.pk)
    task = page.current_workflow_task
    task.on_action(page.current_workflow_task_state, user, action, **data)


def submit(page: Any, user: Any) -> Any:
    """Start the workflow; return the page as the database has it."""
    page.get_workflow().start(page, user)
    return type(page).objects.get(pk=page.pk)


def record_of(page: Any) -> ApprovalRecord:
    """Return the approval record of the page's code."""
    return ApprovalRecord.objects.get(code=page.code)


def withdraw(page: Any, user: Any, reason: str = "Số điện thoại đã đổi.", **options: Any) -> Withdrawal:
    """Withdraw the page and load it again."""
    withdrawal = withdrawals.withdraw(page, user, reason, **options)
    page.refresh_from_db()
    return withdrawal
