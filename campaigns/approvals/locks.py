"""The lock of a page under review."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Locks a page for everyone while it is under review, so that all reviewers read the same text."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _(
            "Nội dung đang ở bước “%(task)s” nên được khóa: mọi người duyệt cùng đọc một bản. "
            "Muốn sửa, trả lại kèm lý do hoặc hủy quy trình."
        ) % {"task": self.task.name}
