"""The public check page: whoever holds a code learns how its text stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaigns import codes, provenance
from cms.limits import misses_limited

WITHHELD = gettext_lazy("Nguyên văn không còn hiển thị vì nội dung đã bị thu hồi; mã băm để đối chiếu:")


def fault_text(typed: str) -> str:
    """What is wrong with a typed code, in words that help to type it right."""
    return {
        "empty": _("Gõ mã in trên tài liệu, gồm 10 chữ và số, ví dụ ABCDE-23456."),
        "letters": _("Mã chỉ gồm chữ không dấu và số, không có số 0, số 1 và các chữ I, L, O. Mời xem lại."),
        "length": _("Mã gồm đúng 10 chữ và số. Mời đếm lại xem thiếu hay thừa ký tự nào."),
        "check": _("Mã này không đúng: có thể một ký tự bị gõ nhầm. Mời xem lại từng ký tự."),
    }.get(
        codes.fault(typed),
        _("Không có tài liệu nào mang mã này. Nếu mã được in trên tài liệu, đó có thể là tài liệu giả."),
    )


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """One field; a typed code leads to its own address."""
    typed = codes.clean(request.GET.get("ma", ""))
    if typed:
        return redirect("check", codes.shown(typed))
    return render(request, "campaigns/public/check.html", {"typed": ""})


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
def check(request: HttpRequest, typed: str) -> HttpResponse:
    """How the text of this code stands; 404 with advice for what is no code."""
    standing = provenance.find(typed)
    context: dict[str, Any] = {
        "typed": codes.shown(codes.clean(typed)),
        "standing": standing,
        "withheld": WITHHELD,
    }
    if standing is None:
        context["fault"] = fault_text(codes.clean(typed))
    response = render(request, "campaigns/public/check.html", context, status=200 if standing else 404)
    return _fresh(response)


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
def check_json(request: HttpRequest, typed: str) -> HttpResponse:
    """The same answer for programs; any site may ask."""
    standing = provenance.find(typed)
    if standing is None:
        body: dict[str, Any] = {"code": codes.shown(codes.clean(typed)), "state": "unknown"}
        body["message"] = fault_text(codes.clean(typed))
    else:
        body = as_json(standing)
    response = JsonResponse(body, status=200 if standing else 404, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return _fresh(response)


def as_json(standing: provenance.Standing) -> dict[str, Any]:
    """The answer as data; the text only where everyone may read it."""
    record = standing.record
    page = standing.page
    body: dict[str, Any] = {
        "code": record.shown_code,
        "state": str(standing.state),
        "label": str(standing.state.label),
        "version": record.version,
        "approved_at": record.approved_at.isoformat(),
        "approver": record.signed,
        "agency": record.agency,
        "document": {
            "number": record.document_number,
            "date": record.document_date.isoformat() if record.document_date else None,
        },
        "valid_until": record.valid_until.isoformat() if record.valid_until else None,
        "replaced_by": standing.successor.shown_code if standing.successor else None,
    }
    if standing.readable:
        names: tuple[str, ...] = ("title", "sha256", "bytes")
        if standing.withheld:
            names = names[1:]
            body["message"] = f"{WITHHELD} {record.content_hash}"
        else:
            body |= {"title": record.title, "text": record.text}
        body["content_hash"] = record.content_hash
        body["files"] = [{name: file[name] for name in names} for file in record.files]
        body["url"] = page.full_url if page is not None and page.live else None
    if standing.withdrawal:
        body["withdrawal"] = {
            "reason": standing.withdrawal.reason,
            "at": standing.withdrawal.withdrawn_at.isoformat(),
        }
    return body


def _fresh(response: HttpResponse) -> HttpResponse:
    """An answer of a minute ago may be wrong: a withdrawal must be seen at once."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
