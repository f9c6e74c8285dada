"""The security log in the admin, for administrators and approvers; nobody changes it."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from campaigns.approvals import roles, sealed
from campaigns.audit.models import SecurityEvent
from cms.accounts import separation
from cms.accounts.models import Role
from cms.vietnamese import nfc


def may_read(user: Any) -> bool:
    """Whether the user may read the log: those who administer, and those who watch over them."""
    return separation.administers(user) or roles.has_any_role(user, [Role.APPROVER])


def _require_reader(request: HttpRequest) -> None:
    if not may_read(request.user):
        raise PermissionDenied


class EventFilterSet(WagtailFilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("Tên đăng nhập hoặc chữ trong việc"), method="seek")
    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Ngày"), widget=DateRangePickerWidget)

    class Meta:
        model = SecurityEvent
        fields = ["q", "kind", "at"]

    def seek(self, queryset: QuerySet[SecurityEvent], name: str, value: str) -> QuerySet[SecurityEvent]:
        text = nfc(" ".join(value.replace("\0", "").split()))
        return queryset.filter(Q(account=text) | Q(actor=text) | Q(text__icontains=text))


class SecurityLogView(ReportView):
    """List and spreadsheet export of the security log."""

    results_template_name = "audit/events.html"
    page_title = gettext_lazy("Nhật ký an ninh")
    header_icon = "lock"
    filterset_class = EventFilterSet
    index_url_name = "security_log"
    index_results_url_name = "security_log_results"
    context_object_name = "events"
    model = SecurityEvent
    list_export = ["sequence", "local_time", "get_kind_display", "text", "account", "actor", "address"]
    export_headings = {
        "sequence": gettext_lazy("Số"),
        "local_time": gettext_lazy("Lúc"),
        "get_kind_display": gettext_lazy("Loại việc"),
    }

    def get_queryset(self) -> QuerySet[SecurityEvent]:
        _require_reader(self.request)
        return SecurityEvent.objects.all()

    def get_filename(self) -> str:
        return f"nhat-ky-an-ninh-{timezone.localdate()}"


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """All events as sealed, as JSON lines: the input of the command ``verify_audit``."""
    _require_reader(request)
    found = [[str(record), problem] for record, problem in SecurityEvent.breaks()]
    lines = sealed.export({"security": SecurityEvent}, faults=found, exported_at=timezone.now().isoformat())
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-an-ninh-{timezone.localdate()}.jsonl"'
    return response
