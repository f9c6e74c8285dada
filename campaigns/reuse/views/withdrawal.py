"""Admin views of withdrawals: request, form, progress and printable notice."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from campaigns.approvals import reviewers, rules
from campaigns.approvals.forms import ReasonField
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.status import status_of
from campaigns.reuse import register, withdrawal_requests, withdrawals
from campaigns.reuse.models import Reuse
from cms.dates import DateField


class WithdrawForm(forms.Form):
    reason = ReasonField(
        label=gettext_lazy("Lý do thu hồi"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Người đọc và đơn vị đang dùng sẽ đọc dòng này. Viết ngắn, rõ."),
        error_messages={"required": gettext_lazy("Ghi lý do thu hồi.")},
    )
    replacement = forms.ModelChoiceField(
        label=gettext_lazy("Dùng thay bằng (nếu có)"),
        queryset=Page.objects.all(),
        required=False,
        widget=AdminPageChooser(),
    )
    due = DateField(
        label=gettext_lazy("Gỡ xong trước hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: 7 ngày; 1 ngày nếu khẩn."),
    )
    urgent = forms.BooleanField(label=gettext_lazy("Khẩn"), required=False)

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("Hạn gỡ đã qua."))
        return due


class WithdrawalRequestForm(forms.Form):
    reason = ReasonField(
        label=gettext_lazy("Vì sao nên thu hồi?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Người duyệt đọc dòng này. Đừng ghi tên hay chi tiết về nạn nhân."),
        error_messages={"required": gettext_lazy("Ghi lý do đề nghị thu hồi.")},
    )


def request_withdrawal(request: HttpRequest, page_id: int) -> HttpResponse:
    """Request that the approvers withdraw a text."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not withdrawal_requests.can_request(request.user, page):
        raise PermissionDenied
    form = WithdrawalRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawal_requests.request_withdrawal(page, request.user, form.cleaned_data["reason"])
        except rules.PublicationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã gửi đề nghị thu hồi đến người duyệt."))
            return redirect("wagtailadmin_home")
    return render(request, "reuse/request_withdrawal.html", {"page": page, "form": form})


@require_POST
def decline(request: HttpRequest, page_id: int) -> HttpResponse:
    """Decline the open requests of a page."""
    page = get_object_or_404(Page, pk=page_id).specific
    withdrawal_requests.decline_request(page, request.user)
    messages.success(request, _("Đã ghi: nội dung được giữ, các đề nghị thu hồi đã được trả lời."))
    return redirect("wagtailadmin_home")


def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the consequences and the form; a POST withdraws the text."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not withdrawals.can_withdraw(request.user, page):
        raise PermissionDenied
    record = get_object_or_404(ApprovalRecord, code=page.code)
    earlier = _earlier(request, record)
    if earlier:
        return earlier
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            withdrawal = withdrawals.withdraw(
                page, request.user, data["reason"], data["replacement"], data["urgent"], data["due"]
            )
        except rules.PublicationRefused as refusal:
            earlier = _earlier(request, record)
            if earlier:
                return earlier
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã thu hồi. Các đơn vị đang dùng được báo để gỡ xuống."))
            return redirect("withdrawal", withdrawal.pk)
    open_uses = (
        Reuse.objects.filter(approval__page_id=page.pk).open().select_related("organisation", "approval")
    )
    context = {
        "page": page,
        "record": record,
        "status": status_of(record),
        "form": form,
        "uses": open_uses,
        "requests": withdrawal_requests.open_requests(Page.objects.filter(pk=page.pk)),
    }
    return render(request, "reuse/withdraw.html", context)


def _earlier(request: HttpRequest, record: ApprovalRecord) -> HttpResponse | None:
    """The progress of an earlier withdrawal of the text, under a message that says whose it is."""
    withdrawal = Withdrawal.objects.filter(approval=record).select_related("withdrawn_by").first()
    if withdrawal is None:
        return None
    values = {
        "who": reviewers.names([withdrawal.withdrawn_by]),
        "at": timezone.localtime(withdrawal.withdrawn_at).strftime("%H:%M, %d/%m/%Y"),
    }
    text = _("%(who)s đã thu hồi nội dung này lúc %(at)s. Việc gỡ xuống đang đi như dưới đây.")
    messages.warning(request, text % values)
    return redirect("withdrawal", withdrawal.pk)


def progress(request: HttpRequest, pk: int, template: str = "withdrawal.html") -> HttpResponse:
    """Tasks of a withdrawal in three groups: overdue, open and confirmed."""
    withdrawal = get_object_or_404(Withdrawal.objects.select_related("approval"), pk=pk)
    if not register.can_follow(request.user, withdrawal):
        raise PermissionDenied
    tasks = withdrawal.tasks.select_related("organisation", "approval", "confirmed_by").order_by(
        "organisation__name", "pk"
    )
    today = timezone.localdate()
    rows = list(tasks)
    groups = [
        (_("Quá hạn"), [row for row in rows if row.is_overdue(today)]),
        (
            _("Đang chờ gỡ"),
            [
                row
                for row in rows
                if row.state == Reuse.State.TAKE_DOWN_REQUESTED and not row.is_overdue(today)
            ],
        ),
        (_("Đã gỡ"), [row for row in rows if row.state == Reuse.State.TAKEN_DOWN]),
    ]
    replacement = (
        Page.objects.filter(pk=withdrawal.replacement_id).first() if withdrawal.replacement_id else None
    )
    context = {
        "withdrawal": withdrawal,
        "groups": groups,
        "total": len(rows),
        "replacement": replacement,
        "organisations_with_accounts": register.organisations_with_accounts(
            row.organisation_id for row in rows
        ),
        "can_confirm_for_others": register.can_confirm_for_others(request.user, withdrawal),
        "status": status_of(withdrawal.approval),
    }
    return render(request, f"reuse/{template}", context)


def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The same tasks as a notice to print."""
    return progress(request, pk, "withdrawal_notice.html")
