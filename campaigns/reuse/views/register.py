"""Admin views of the register of uses: form, list, take-down tasks and photographs."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from campaigns.approvals import permissions, rules
from campaigns.approvals.status import ApprovalStatus, State, find_by_code
from campaigns.models import Hotline
from campaigns.reuse import register, withdrawal_requests
from campaigns.reuse.models import How, Reuse
from cms.dates import DateField
from cms.normalise import typed
from media.intake.admission import Kind, admitted

MAX_PHOTO_BYTES = 8 * 1024 * 1024


def _user(request: HttpRequest) -> Any:
    """The signed-in user; admin views are never reached without one."""
    return request.user


def _checked(photo: Any) -> Any:
    """The photograph without its place; raises ``ValidationError`` for one that is not whole."""
    if photo and photo.size > MAX_PHOTO_BYTES:
        raise ValidationError(_("Ảnh lớn hơn 8 MB. Mời chụp lại hoặc chọn ảnh nhỏ hơn."))
    return admitted(photo, Kind.PICTURE) if isinstance(photo, UploadedFile) else photo


class ReuseForm(forms.ModelForm):
    """Form of one use; only ``how`` has to be chosen, the other fields have defaults or are optional."""

    how = forms.ChoiceField(
        label=gettext_lazy("Đã dùng thế nào?"),
        choices=[choice for choice in How.choices if choice[0] not in (How.DOWNLOAD, How.PUSH)],
        widget=forms.RadioSelect,
    )

    # A text field: that for addresses is refused by the browser where "http://" is missing.
    link = forms.URLField(
        label=gettext_lazy("Liên kết"),
        max_length=300,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )

    class Meta:
        model = Reuse
        fields = ["how", "day", "where", "quantity", "minutes", "people", "link", "evidence"]
        field_classes = {"day": DateField}
        widgets = {"day": AdminDateInput}

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("Ngày chưa đến. Ghi sau khi đã dùng."))
        return day

    def clean_evidence(self) -> Any:
        return _checked(self.cleaned_data["evidence"])


def _is_known(request: HttpRequest, status: ApprovalStatus) -> bool:
    """Whether the user may know of the text: readers could read it once, or it is of their department."""
    ended = (State.WITHDRAWN, State.EXPIRED, State.REPLACED)
    return status.state in ended or permissions.may_see(request.user, status.page)


def note(request: HttpRequest, code: str) -> HttpResponse:
    """Register a use of the text of a code by the user's organisation."""
    status = find_by_code(code)
    if status is None or not _is_known(request, status):
        raise Http404
    record, organisation = status.record, _user(request).organisation
    form = ReuseForm(request.POST or None, request.FILES or None)
    if organisation is None:
        messages.error(
            request, _("Tài khoản của bạn chưa gắn với đơn vị nào. Nhờ quản trị ghi đơn vị cho tài khoản.")
        )
    elif request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "how" and value}
        if status.usable:
            # The organisation used an output of the kit, with the hotline printed on it.
            hotline = Hotline.objects.for_page(status.page)
            _variant, heading = status.page.poster_heading(timezone.localdate())
            facts["printed"] = register.printed_values(hotline.number, heading, hotline.printed_note)
        try:
            register.record_use(record, organisation, form.cleaned_data["how"], request.user, **facts)
        except register.NotInForceError as error:
            status = error.status
        else:
            messages.success(request, _("Đã ghi vào sổ sử dụng. Cảm ơn đơn vị."))
            return redirect("reuse_register")
    context = {"record": record, "status": status, "form": form, "organisation": organisation}
    context["can_request_withdrawal"] = withdrawal_requests.can_request(request.user, status.page)
    return render(request, "reuse/note_use.html", context)


class ReuseFilterSet(WagtailFilterSet):
    day = django_filters.DateFromToRangeFilter(label=gettext_lazy("Ngày"), widget=DateRangePickerWidget)

    class Meta:
        model = Reuse
        fields = ["how", "state", "organisation", "day"]


class RegisterView(ReportView):
    """Report of all uses that the user may see, newest first, with spreadsheet export."""

    results_template_name = "reuse/register.html"
    page_title = gettext_lazy("Sổ sử dụng")
    header_icon = "list-ul"
    filterset_class = ReuseFilterSet
    index_url_name = "reuse_register"
    index_results_url_name = "reuse_register_results"
    context_object_name = "uses"
    model = Reuse
    list_export = [
        "approval.shown_code",
        "approval.title",
        "organisation.name",
        "get_how_display",
        "where",
        "day",
        "quantity",
        "minutes",
        "people",
        "link",
        "get_state_display",
        "due",
        "note",
    ]
    export_headings = {
        "approval.shown_code": gettext_lazy("Mã duyệt"),
        "approval.title": gettext_lazy("Nội dung"),
        "organisation.name": gettext_lazy("Đơn vị"),
        "get_how_display": gettext_lazy("Cách dùng"),
        "get_state_display": gettext_lazy("Trạng thái"),
    }

    def get_queryset(self) -> QuerySet[Reuse]:
        rows: QuerySet[Reuse] = register.visible_to(self.request.user)
        return rows

    def get_filename(self) -> str:
        return f"so-su-dung-{timezone.localdate()}"


class ConfirmForm(forms.Form):
    """Confirmation of a take-down: a note or a photograph is required."""

    note = forms.CharField(
        label=gettext_lazy("Đã gỡ thế nào?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Ví dụ: đã gỡ 2 băng rôn trước cổng UBND xã."),
    )
    photo = forms.ImageField(
        label=gettext_lazy("Ảnh sau khi gỡ (nếu có)"),
        required=False,
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])],
    )

    def clean_note(self) -> str:
        return typed(self.cleaned_data["note"].strip(), self.fields["note"].label)

    def clean_photo(self) -> Any:
        return _checked(self.cleaned_data["photo"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("note") and not data.get("photo"):
            raise ValidationError(_("Ghi một câu hoặc gửi một tấm ảnh cho biết đã gỡ."))
        return data


def tasks(request: HttpRequest) -> HttpResponse:
    """Take-down tasks of the user's organisation by due date."""
    rows = Reuse.objects.tasks().filter(organisation_id=_user(request).organisation_id or 0)
    context = {
        "tasks": rows.select_related("approval", "withdrawal"),
        "today": timezone.localdate(),
        "organisation": _user(request).organisation,
    }
    return render(request, "reuse/takedown_tasks.html", context)


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that a use was taken down."""
    row = get_object_or_404(Reuse.objects.select_related("approval", "withdrawal", "organisation"), pk=pk)
    if not register.can_confirm(row, request.user):
        raise PermissionDenied
    same_organisation = register.is_same_organisation(row, request.user)
    back = reverse("reuse_tasks") if same_organisation else reverse("withdrawal", args=[row.withdrawal_id])
    form = ConfirmForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            register.confirm(row, request.user, form.cleaned_data["note"], form.cleaned_data["photo"])
        except rules.PublicationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Đã xác nhận gỡ. Cảm ơn đơn vị.") if same_organisation else _("Đã ghi xác nhận thay."),
            )
            return redirect(back)
    context = {"row": row, "form": form, "same_organisation": same_organisation, "back": back}
    return render(request, "reuse/confirm.html", context)


def photo(request: HttpRequest, pk: int, name: str = "photo") -> FileResponse:
    """The photograph of a use or of its take-down, for users who may see the use."""
    row = get_object_or_404(Reuse, pk=pk)
    file = getattr(row, name)
    if not file or not register.visible_to(request.user).filter(pk=pk).exists():
        raise Http404
    opened = file.open("rb")
    kind = Image.open(opened).get_format_mimetype() or "application/octet-stream"
    opened.seek(0)
    return FileResponse(opened, content_type=kind)
