"""What the history of a page says about decisions of ours."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from campaigns import codes, provenance, requests


def log_actions(actions: Any) -> None:
    @actions.register_action("campaigns.publish.refused")
    class Refused(LogFormatter):
        label = gettext_lazy("Không công bố được")

        def format_message(self, log_entry: Any) -> str:
            return _("Lịch công bố bị hủy: %(reason)s") % log_entry.data

    @actions.register_action(provenance.APPROVED)
    class Approved(LogFormatter):
        label = gettext_lazy("Duyệt nguyên văn")

        def format_message(self, log_entry: Any) -> str:
            return _("Duyệt, mã %(code)s") % {"code": codes.shown(log_entry.data["code"])}

    @actions.register_action(provenance.WITHDRAWN)
    class Withdrawn(LogFormatter):
        label = gettext_lazy("Thu hồi")

        def format_message(self, log_entry: Any) -> str:
            return _("Thu hồi mã %(code)s: %(reason)s") % {
                "code": codes.shown(log_entry.data["code"]),
                "reason": log_entry.data["reason"],
            }

    @actions.register_action(requests.ASKED)
    class Asked(LogFormatter):
        label = gettext_lazy("Đề nghị thu hồi")

        def format_message(self, log_entry: Any) -> str:
            return _("Đề nghị thu hồi: %(reason)s") % log_entry.data

    @actions.register_action(requests.DECLINED)
    class Declined(LogFormatter):
        label = gettext_lazy("Giữ nội dung")

        def format_message(self, log_entry: Any) -> str:
            return _("Trả lời đề nghị thu hồi: giữ nội dung")
