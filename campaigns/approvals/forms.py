"""Forms of the decisions in the workflow."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.approvals.records import ApprovalRecord
from cms import document_numbers
from cms.dates import DateField, DateTimeField, EndField
from cms.normalise import typed


class ReasonField(forms.CharField):
    """A reason as typed by a person, whose characters are repaired (rule 100)."""

    def clean(self, value: Any) -> str:
        return typed(super().clean(value), self.label)


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("Ý kiến (không bắt buộc)"), required=False, widget=forms.Textarea({"rows": 3})
    )


class ApproveForm(CommentForm):
    """Signature, approving document and end of validity of an approval; every field is optional."""

    SIGNING = ("capacity", "document_number", "document_date", "valid_until")

    capacity = forms.ChoiceField(
        label=_("Thể thức ký"), choices=ApprovalRecord.Capacity.choices, required=False
    )
    document_number = forms.CharField(
        label=_("Số văn bản duyệt"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ: 675/KH-BCĐ. Để trống nếu duyệt ngay trên hệ thống."),
    )
    document_date = DateField(label=_("Ngày văn bản"), required=False)
    valid_until = DateField(
        label=_("Có hiệu lực đến hết ngày"),
        required=False,
        help_text=_("Hết ngày này nội dung tự rời khỏi trang. Để trống nếu không định hạn."),
    )

    field_order = [*SIGNING, "comment"]

    def clean_document_number(self) -> str:
        number = document_numbers.without_label(self.cleaned_data["document_number"])
        problem = document_numbers.fault(number) if number else ""
        if problem:
            raise forms.ValidationError(problem)
        return typed(number, self.fields["document_number"].label)

    def clean_document_date(self) -> Any:
        day = self.cleaned_data["document_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Ngày văn bản chưa tới. Ghi ngày ký trên văn bản."))
        return day

    def clean_valid_until(self) -> Any:
        day = self.cleaned_data["valid_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Ngày hết hiệu lực đã qua."))
        return day


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label=_("Lý do trả lại"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Ghi lý do để người soạn biết cần sửa gì.")},
    )


class PublishForm(forms.Form):
    """Publication time and end, both optional, in Asia/Ho_Chi_Minh time."""

    go_live_at = DateTimeField(
        label=_("Công bố lúc"), required=False, help_text=_("Để trống để công bố ngay.")
    )
    expire_at = EndField(label=_("Tự gỡ xuống lúc"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("go_live_at"), data.get("expire_at")
        if end and end <= (start or timezone.now()):
            self.add_error("expire_at", _("Thời điểm gỡ xuống phải sau thời điểm công bố."))
        return data
