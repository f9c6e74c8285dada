"""The public check page: the status of an approval code, for people and as JSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaigns.approvals import codes
from campaigns.approvals.serialisation import status_data
from campaigns.approvals.status import find_by_code
from cms.http import allow_any_origin, no_store, noindex
from cms.limits import misses_limited

WITHHELD = gettext_lazy("Nguyên văn không còn hiển thị vì nội dung đã bị thu hồi; mã băm để đối chiếu:")

FORGED = gettext_lazy(
    "Nếu trên giấy in đúng như vậy thì đó không phải tài liệu của chúng tôi: "
    "đừng gọi số lạ ghi trên đó, hãy gọi 111."
)


def fault_text(raw_code: str) -> str:
    """Message that helps to correct a code, and to know a forgery by a code that was copied rightly."""
    fault = codes.fault(raw_code)
    if fault == "empty":
        return _("Gõ mã in trên tài liệu, gồm 10 chữ và số, ví dụ ABCDE-23456.")
    advice = {
        "letters": _("Mã chỉ gồm chữ không dấu và số, không có số 0, số 1 và các chữ I, L, O. Mời xem lại."),
        "length": _("Mã gồm đúng 10 chữ và số. Mời đếm lại xem thiếu hay thừa ký tự nào."),
        "check": _("Mã này không đúng: có thể một ký tự bị gõ nhầm. Mời xem lại từng ký tự."),
    }.get(fault, _("Không có tài liệu nào mang mã này."))
    return f"{advice} {FORGED}"


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Form with one field; a typed code redirects to its own address."""
    typed = request.GET.get("ma", "")
    raw_code = codes.clean(typed)
    if raw_code:
        return redirect("check", codes.shown(raw_code))
    return render(request, "approvals/check.html", {"raw_code": "", "fault": typed and fault_text("")})


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@no_store
@noindex
def check(request: HttpRequest, raw_code: str) -> HttpResponse:
    """Status of the code; 404 with advice when it is unknown or mistyped."""
    status = find_by_code(raw_code)
    context: dict[str, Any] = {
        "raw_code": codes.shown(codes.clean(raw_code)),
        "status": status,
        "withheld": WITHHELD,
    }
    if status is None:
        context["fault"] = fault_text(codes.clean(raw_code))
    return render(request, "approvals/check.html", context, status=200 if status else 404)


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@allow_any_origin
@no_store
@noindex
def check_json(request: HttpRequest, raw_code: str) -> HttpResponse:
    """The same answer for programs; any site may ask."""
    status = find_by_code(raw_code)
    if status is None:
        body: dict[str, Any] = {"code": codes.shown(codes.clean(raw_code)), "state": "unknown"}
        body["message"] = fault_text(codes.clean(raw_code))
    else:
        body = status_data(status, str(WITHHELD))
    return JsonResponse(body, status=200 if status else 404, json_dumps_params={"ensure_ascii": False})
