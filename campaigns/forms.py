"""What a reviewer says with a decision."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.models import Page

from campaigns import reach
from campaigns.models.approval import ApprovalRecord
from cms.forms import PublicationForm
from cms.vietnamese import nfc


class HotlineForm(WagtailAdminModelForm):
    """A draft of a number may wait for its check; a published number was called and found right."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if valid and not self.is_deferred_validation:
            for problem in self.instance.publication_problems():
                self.add_error("verified_on", problem)
        return valid and not self.errors


class AlertForm(WagtailAdminModelForm):
    """A department's desk speaks above its own pages; the site's desk above all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, user = self.fields["department"], self.for_user
        if user is None or user.is_superuser:
            return
        field.queryset = field.queryset.filter(pk__in=reach.desk_pages(user))
        if reach.keeps_site_records(user):
            field.help_text = _("Để trống để hiện ở mọi trang.")
        else:
            field.required = True
            field.empty_label = None


class ContentForm(PublicationForm):
    """A text points to live pages, to drafts of its own department, and to what it pointed to before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        choosable = reach.choosable(self.for_user)
        for name, field in self.fields.items():
            pages = getattr(field, "queryset", None)
            if pages is not None and issubclass(pages.model, Page):
                before = self.initial.get(name)
                keys = [getattr(one, "pk", one) for one in _several(before)]
                field.queryset = pages.filter(choosable | Q(pk__in=keys))


class SectionForm(PublicationForm):
    """What a section lists is settled when it is made: the pages in it are of that kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].disabled = bool(self.instance.pk and self.instance.kind)


def _several(value: Any) -> list[Any]:
    """The initial value of a field for one page (a key) or several (rows), as a list."""
    if value is None or value == "":
        return []
    return list(value) if hasattr(value, "__iter__") else [value]


class MaterialForm(ContentForm):
    """A loudspeaker station writes what a loudspeaker plays, and nothing else."""

    def clean_form(self) -> str:
        chosen: str = self.cleaned_data["form"]
        if chosen and chosen not in self.instance.SPOKEN and reach.is_station(self.for_user):
            raise forms.ValidationError(_("Đài truyền thanh chỉ soạn bài phát thanh và âm thanh."))
        return chosen


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("Ý kiến (không bắt buộc)"), required=False, widget=forms.Textarea({"rows": 3})
    )


class ApproveForm(CommentForm):
    """How the approver signs, on what document, until when; all but the approval itself may be left out."""

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
    document_date = forms.DateField(label=_("Ngày văn bản"), required=False, widget=AdminDateInput)
    valid_until = forms.DateField(
        label=_("Có hiệu lực đến hết ngày"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Hết ngày này nội dung tự rời khỏi trang. Để trống nếu không định hạn."),
    )

    field_order = [*SIGNING, "comment"]

    def clean_document_number(self) -> str:
        return nfc(self.cleaned_data["document_number"].strip())

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
    """Now, or at a set time; with or without an end. Times are those of Asia/Ho_Chi_Minh."""

    go_live_at = forms.DateTimeField(
        label=_("Công bố lúc"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Để trống để công bố ngay."),
    )
    expire_at = forms.DateTimeField(label=_("Tự gỡ xuống lúc"), required=False, widget=AdminDateTimeInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("go_live_at"), data.get("expire_at")
        if end and end <= (start or timezone.now()):
            self.add_error("expire_at", _("Thời điểm gỡ xuống phải sau thời điểm công bố."))
        return data
