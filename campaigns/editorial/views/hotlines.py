"""Admin views of hotlines: forms that leave a changed number to another person, and that person's check."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView

from campaigns.approvals import reviewers
from campaigns.approvals.rules import PublicationRefused
from campaigns.editorial import hotline_checks
from campaigns.models import Hotline
from cms.accounts.models import User
from cms.dates import DateField


class AwaitsCheckMixin:
    """Saves a number that nobody else has checked as a draft, whichever button was pressed (rule 133)."""

    request: Any
    object: Any
    action: str
    view_name: str
    expects_json_response: bool

    def save_instance(self) -> Hotline:
        line: Hotline = super().save_instance()  # type: ignore[misc]
        # What is saved by itself while somebody types hides nothing.
        if line.old_number == Hotline.OldNumber.WRONG and not self.expects_json_response:
            hotline_checks.hide_wrong(line.pk, self.request.user)
        return line

    def publish_action(self) -> Any:
        if self.object.is_trusted(timezone.localdate()):
            return super().publish_action()  # type: ignore[misc]
        self.action = self.view_name
        return None

    def get_success_message(self, instance: Any = None) -> str:
        line = instance or self.object
        if line.is_trusted(timezone.localdate()):
            return str(super().get_success_message(instance))  # type: ignore[misc]
        people = hotline_checks.checkers(line)
        values = {"number": line.number, "who": reviewers.names(people), "old": _shown_number(line)}
        if line.old_number == Hotline.OldNumber.WRONG:
            text = _(
                "Đã ẩn số cũ ở mọi nơi, chỉ còn 111. Tệp và lượt dùng còn in số cũ: xem Rà soát thông tin cũ."
            )
        elif values["old"]:
            text = _("Đã lưu; người đọc vẫn thấy số cũ %(old)s.")
        else:
            text = _("Đã lưu; người đọc chưa thấy số này.")
        after = _("%(number)s chỉ hiện sau khi người khác gọi thử: %(who)s.")
        if not people:
            after = _("%(number)s chỉ hiện sau khi người khác gọi thử, nhưng chưa có ai: xin báo quản trị.")
        return f"{text} {after}" % values


def _shown_number(line: Hotline) -> str:
    return Hotline.objects.shown().filter(pk=line.pk).values_list("number", flat=True).first() or ""


class HotlineCreateView(AwaitsCheckMixin, CreateView):
    """Wagtail's; a new number waits for a check."""


class HotlineCopyView(AwaitsCheckMixin, CopyView):
    """Wagtail's; a copied number waits for a check of its own."""


class HotlineEditView(AwaitsCheckMixin, EditView):
    """Wagtail's; a changed number waits for a check, one said to be wrong is hidden at once."""


class CheckForm(forms.Form):
    facts = forms.CharField(widget=forms.HiddenInput, strip=False)
    day = DateField(
        label=gettext_lazy("Đã gọi thử ngày"),
        help_text=gettext_lazy("Người đọc thấy ngày này. Tên bạn được ghi là người kiểm tra."),
    )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Ngày kiểm tra chưa tới. Ghi ngày đã gọi thử số này."))
        return day


def _rows(line: Hotline, draft: Hotline) -> list[tuple[str, str, str]]:
    """(label, what readers see now, what they will see after the check) of each fact and its source."""
    labels = {
        "number": _("Số"),
        "name": _("Tên"),
        "hours": _("Giờ trực"),
        "cost": _("Cước phí"),
        "source": _("Căn cứ"),
    }
    return [
        (label, getattr(line, name) if line.live else "", getattr(draft, name))
        for name, label in labels.items()
    ]


def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The number as it is to be shown, for a person who has called it and says that it is right."""
    line = get_object_or_404(Hotline, pk=pk)
    if not hotline_checks.has_checking_role(request.user):
        raise PermissionDenied
    draft = line.get_latest_revision_as_object()
    form = CheckForm(request.POST or None, initial={"facts": draft.facts, "day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            shown = hotline_checks.record_check(pk, request.user, data["day"], data["facts"])
        except PublicationRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect("hotline_check", pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            text = _("Đã ghi lần kiểm tra. Số %(number)s hiện ở mọi trang và mọi tệp tải từ bây giờ.")
            messages.success(request, text % {"number": shown.number})
            return redirect("wagtailadmin_home")
    context = {
        "line": line,
        "draft": draft,
        "rows": _rows(line, draft),
        "form": form,
        "may_check": hotline_checks.can_check(request.user, draft),
        "authors": reviewers.names(User.objects.filter(pk__in=draft.unchecked_authors()).order_by("pk")),
    }
    return render(request, "editorial/hotline_check.html", context)
