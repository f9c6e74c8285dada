"""Admin report of approval records: list, integrity check and export; records are read-only."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from campaigns.approvals import codes, integrity, permissions, revocation
from campaigns.approvals.models import ApprovalRecord, IntegrityCheck, Withdrawal
from campaigns.reuse import register, withdrawal_requests, withdrawals
from cms.normalise import typed
from cms.vietnamese import nfc
from cms.visibility import open_to_all


class RecordsView(ReportView):
    """List and spreadsheet export of approval records."""

    results_template_name = "reuse/records.html"
    page_title = gettext_lazy("Hồ sơ duyệt")
    header_icon = "key"
    is_searchable = True
    index_url_name = "approval_records"
    index_results_url_name = "approval_records_results"
    context_object_name = "records"
    model = ApprovalRecord
    list_export = [
        "sequence",
        "shown_code",
        *(name for name in ApprovalRecord.SEALED if name not in ("code", "files")),
        "file_hashes",
        "previous_hash",
        "record_hash",
    ]
    export_headings = {
        "sequence": gettext_lazy("Số"),
        "shown_code": gettext_lazy("Mã duyệt"),
        "page_id": gettext_lazy("Số của trang"),
        "revision_id": gettext_lazy("Số của bản"),
        "content_hash": gettext_lazy("Dấu nội dung (SHA-256)"),
        "title": gettext_lazy("Tiêu đề"),
        "translation_of_id": gettext_lazy("Số của hồ sơ bản gốc"),
        "appraiser_id": gettext_lazy("Số tài khoản người thẩm định"),
        "appraiser_name": gettext_lazy("Người thẩm định"),
        "approver_id": gettext_lazy("Số tài khoản người duyệt"),
        "approver_name": gettext_lazy("Người duyệt"),
        "approver_post": gettext_lazy("Chức vụ người duyệt"),
        "file_hashes": gettext_lazy("Tệp và dấu SHA-256"),
        "previous_hash": gettext_lazy("Dấu của hồ sơ trước"),
        "record_hash": gettext_lazy("Dấu niêm phong"),
    }

    def get_queryset(self) -> QuerySet[ApprovalRecord]:
        """Records that readers may know of, and all records of the user's departments."""
        _require_follower(self.request)
        readable = Page.objects.filter(open_to_all()).values("pk")
        public = (
            Q(page__in=readable) | Q(page__expired=True) | Q(pk__in=Withdrawal.objects.values("approval"))
        )
        in_departments = permissions.own_pages(self.request.user, "page__")
        return self.search_queryset(
            ApprovalRecord.objects.filter(public | in_departments)
            .select_related("revocation")
            .prefetch_related("withdrawals")
        )

    def get_search_form(self) -> SearchForm:
        return SearchForm(self.request.GET, placeholder=_("Mã hoặc chữ trong nội dung"))

    def search_queryset(self, queryset: QuerySet[ApprovalRecord]) -> QuerySet[ApprovalRecord]:
        """The records of the code or words searched for, all if none are."""
        if not self.is_searching:
            return queryset
        as_typed = nfc(" ".join(self.search_query.replace("\0", "").split()))
        code = codes.clean(self.search_query)
        # The list follows the keyboard, so that the beginning of a code has to find it.
        wanted = Q(code__startswith=code) if code else Q()
        # A quotation keeps letters that are repaired elsewhere.
        for text in {as_typed, typed(as_typed)}:
            wanted |= Q(title__icontains=text) | Q(text__icontains=text)
        return queryset.filter(wanted)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        last = IntegrityCheck.objects.exclude(checked_at=None).first()
        return context | {"last_check": last, "is_running": integrity.is_running()}

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Set ``withdrawable``, ``requestable`` and ``revocable`` on each record for this user."""
        pages = withdrawals.withdrawable_pages(object_list)
        withdrawable = withdrawals.codes_user_can_withdraw(self.request.user, pages)
        requestable = (
            {page.code for page in pages} - withdrawable
            if withdrawal_requests.has_requesting_role(self.request.user)
            else set()
        )
        revocable = revocation.revocable(self.request.user, object_list)
        for record in object_list:
            record.revocable = record.code in revocable
            record.withdrawable = record.code in withdrawable
            record.requestable = record.code in requestable
        return object_list

    def get_filename(self) -> str:
        return f"ho-so-duyet-{timezone.localdate()}"


def _require_follower(request: HttpRequest) -> None:
    if not register.sees_all(request.user):
        raise PermissionDenied


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Enqueue an integrity check."""
    _require_follower(request)
    integrity.request_check()
    messages.success(request, _("Đang kiểm tra lại. Kết quả hiện ở đây khi xong."))
    return redirect("approval_records")


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """All sealed records as JSON lines, the input of the command ``verify_audit``."""
    _require_follower(request)
    response = StreamingHttpResponse(integrity.export(), content_type="application/x-ndjson; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kiem-toan-{timezone.localdate()}.jsonl"'
    return response
