"""Admin form in which an approver revokes an approval before publication (rule 132)."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from campaigns.approvals import codes, revocation, roles, rules
from campaigns.approvals.forms import ReasonField
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.status import State, status_of
from cms.accounts.models import Role

HOME = "wagtailadmin_home"


class RevokeForm(forms.Form):
    reason = ReasonField(
        label=gettext_lazy("Lý do rút"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Người soạn và Văn phòng đọc dòng này; người đọc ngoài không thấy."),
        error_messages={"required": gettext_lazy("Ghi lý do rút.")},
    )


def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is revoked and the form; a POST revokes the approval."""
    record = get_object_or_404(ApprovalRecord, code=codes.clean(code))
    status = status_of(record)
    if status.page is None or not roles.has_role(request.user, Role.APPROVER, status.page):
        # Nothing is said about a text of others, not even its title.
        raise PermissionDenied
    form = RevokeForm(request.POST or None)
    is_late = status.state != State.PENDING
    if is_late or (request.method == "POST" and form.is_valid()):
        try:
            revocation.revoke(record, request.user, "" if is_late else form.cleaned_data["reason"])
        except rules.PublicationRefused as refusal:
            messages.warning(request, str(refusal))
        else:
            text = _("Đã rút lần duyệt mã %(code)s của “%(title)s”. Bài trở lại người soạn kèm lý do.")
            messages.success(request, text % {"code": record.shown_code, "title": record.title})
        return redirect(HOME)
    return render(request, "approvals/revoke.html", {"record": record, "form": form})
