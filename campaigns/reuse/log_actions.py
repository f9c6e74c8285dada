"""Log actions of withdrawal requests: their keys and how the history of a page words them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

WITHDRAWAL_REQUESTED = "reuse.withdrawal_requested"
WITHDRAWAL_DECLINED = "reuse.withdrawal_declined"


def register_log_actions(actions: Any) -> None:
    """Receiver of Wagtail's ``register_log_actions`` hook."""

    @actions.register_action(WITHDRAWAL_REQUESTED)
    class WithdrawalRequested(LogFormatter):
        label = gettext_lazy("Đề nghị thu hồi")

        def format_message(self, log_entry: Any) -> str:
            return _("Đề nghị thu hồi: %(reason)s") % log_entry.data

    @actions.register_action(WITHDRAWAL_DECLINED)
    class WithdrawalDeclined(LogFormatter):
        label = gettext_lazy("Giữ nội dung")

        def format_message(self, log_entry: Any) -> str:
            return _("Trả lời đề nghị thu hồi: giữ nội dung")
