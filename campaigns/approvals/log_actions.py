"""Log actions of approvals: their keys and how the history of a page words them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from campaigns.approvals import codes

APPROVED = "approvals.approved"
REVOKED = "approvals.revoked"
WITHDRAWN = "approvals.withdrawn"
PUBLICATION_CANCELLED = "approvals.publication_cancelled"


def register_log_actions(actions: Any) -> None:
    """Receiver of Wagtail's ``register_log_actions`` hook."""

    @actions.register_action(PUBLICATION_CANCELLED)
    class PublicationCancelled(LogFormatter):
        label = gettext_lazy("Không công bố được")

        def format_message(self, log_entry: Any) -> str:
            return _("Lịch công bố bị hủy: %(reason)s") % log_entry.data

    @actions.register_action(APPROVED)
    class Approved(LogFormatter):
        label = gettext_lazy("Duyệt nguyên văn")

        def format_message(self, log_entry: Any) -> str:
            return _("Duyệt, mã %(code)s") % {"code": codes.shown(log_entry.data["code"])}

    @actions.register_action(REVOKED)
    class Revoked(LogFormatter):
        label = gettext_lazy("Rút duyệt")

        def format_message(self, log_entry: Any) -> str:
            return _("Rút mã %(code)s trước khi công bố: %(reason)s") % {
                "code": codes.shown(log_entry.data["code"]),
                "reason": log_entry.data["reason"],
            }

    @actions.register_action(WITHDRAWN)
    class Withdrawn(LogFormatter):
        label = gettext_lazy("Thu hồi")

        def format_message(self, log_entry: Any) -> str:
            return _("Thu hồi mã %(code)s: %(reason)s") % {
                "code": codes.shown(log_entry.data["code"]),
                "reason": log_entry.data["reason"],
            }
