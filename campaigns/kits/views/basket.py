"""Views of the basket of several texts, of an order with its progress, and of the bundle."""

from typing import Any

from django import forms
from django.core.files.storage import default_storage
from django.db.models import Case, When
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from campaigns.approvals import codes
from campaigns.kits import orders
from campaigns.kits.catalogue import GROUPS, outputs
from campaigns.kits.models import KitOrder
from campaigns.kits.text_version import TextVersion
from campaigns.kits.views.kit import DOWNLOADS_A_MINUTE, LookForm
from campaigns.models.structure import content_models
from cms.http import no_store, noindex
from cms.limits import count_misses, limited, misses_limited
from cms.vocabulary.models import Audience

ORDERS_A_MINUTE = 12
MAX_LOGO_BYTES = 2 * 1024 * 1024
MAX_LISTED = 100


class OrderForm(LookForm):
    logo = forms.FileField(label=gettext_lazy("Logo đơn vị (PNG, JPEG)"), required=False)

    def clean_logo(self) -> bytes:
        file = self.cleaned_data["logo"]
        if not file:
            return b""
        if file.size > MAX_LOGO_BYTES:
            raise forms.ValidationError(_("Logo lớn hơn 2 MB. Chọn tệp nhỏ hơn."))
        try:
            return orders.clean_logo(file.read())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def _chosen(values: list[str]) -> list[str]:
    found = [codes.clean(value) for value in values]
    return [code for code in dict.fromkeys(found) if codes.is_code(code)]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@no_store
def basket(request: HttpRequest) -> HttpResponseBase:
    """The form to choose texts and outputs; a POST orders the bundle. No cookie, no session.

    The choice is in the query string (``ma``), so that it can be bookmarked and shared. There is no CSRF
    token on purpose: an order changes nothing for any user, and a token needs a cookie.
    """
    return _place_order(request) if request.method == "POST" else _show_form(request)


@limited("basket", 120)
def _show_form(request: HttpRequest) -> HttpResponse:
    return _basket(request, request.GET, OrderForm(initial=request.GET.dict()))


@limited("order", ORDERS_A_MINUTE)
def _place_order(request: HttpRequest) -> HttpResponse:
    form = OrderForm(request.POST, request.FILES)
    chosen = _chosen(request.POST.getlist("ma"))
    if not form.is_valid() or not 0 < len(chosen) <= orders.MAX_ITEMS:
        return _basket(request, request.POST, form)
    usable_codes = [record.code for record, _page in orders.usable_records(chosen)]
    count_misses(request, codes.SCOPE, len(chosen) - len(usable_codes))
    look = form.look(form.cleaned_data["logo"])
    order = orders.place_order(usable_codes, _names(request.POST.getlist("nhom")), look, request.user)
    return redirect("kit_order", order.key)


def _basket(request: HttpRequest, data: QueryDict, form: OrderForm) -> HttpResponse:
    chosen = _chosen(data.getlist("ma"))
    slug = data.get("audience", "").replace("\0", "")
    audience = Audience.objects.filter(slug=slug).first() if slug else None
    entries, shortened = _catalogue(audience, chosen)
    count_misses(request, codes.SCOPE, len(set(chosen) - {page.code for page in entries}))
    context = {
        "chosen": chosen,
        "form": form,
        "entries": entries,
        "shortened": shortened,
        "audience": audience,
        "audiences": Audience.objects.all(),
        "nothing_chosen": request.method == "POST" and not chosen,
        "too_many": len(chosen) > orders.MAX_ITEMS,
        "most": orders.MAX_ITEMS,
        "choices": _choices(),
    }
    return render(request, "kits/basket.html", context)


def _catalogue(audience: Audience | None, chosen: list[str]) -> tuple[list[Any], bool]:
    """(pages that can be bundled, whether there are more), the chosen ones first.

    The newest of each kind, limited to one audience if there is one.
    """
    found: list[Any] = []
    shortened = False
    for model in content_models():
        pages = model.bundle_candidates()
        if audience:
            pages = pages.filter(audience_items__tag=audience) | pages.filter(code__in=chosen)
        first = Case(When(code__in=chosen, then=0), default=1)
        newest = list(pages.distinct().order_by(first, "-date", "title")[: MAX_LISTED + 1])
        shortened |= len(newest) > MAX_LISTED
        found += newest[:MAX_LISTED]
    return sorted(found, key=lambda page: page.code not in chosen), shortened


def _names(groups: list[str]) -> list[str]:
    """Names of the outputs of these groups; none, which means all, for every group or for no group."""
    selected = [row for row in _choices() if row[0] in groups]
    return (
        []
        if len(selected) in (0, len(GROUPS))
        else [name for _group, _label, names in selected for name in names]
    )


def _choices() -> list[tuple[str, Any, list[str]]]:
    """(value, label, names of outputs) of the groups that an order may be limited to."""
    sample = TextVersion("x", "", "", 1, "", "", timezone.localdate(), "", "")
    every = outputs(sample, orders.banner_sizes())
    return [
        (group, label, [name for name, output in every.items() if output.group == group])
        for group, label in GROUPS.items()
    ]


@require_safe
@no_store
@noindex
def order(request: HttpRequest, key: str) -> HttpResponse:
    """Progress of an order; the page reloads itself until the bundle is ready."""
    found = get_object_or_404(KitOrder, key=key)
    current = orders.usable_records(found.items)
    stuck = orders.is_stuck(found)
    context = {
        "order": found,
        "items": current,
        "withdrawn": len(current) < len(found.items),
        "changed": found.state == KitOrder.State.READY and not orders.is_current(found, current),
        "waiting": found.state in (KitOrder.State.WAITING, KitOrder.State.RUNNING) and not stuck,
        "problem": _("Việc đóng gói bị ngắt giữa chừng. Mời bấm thử lại.") if stuck else found.problem,
    }
    response = render(request, "kits/order.html", context)
    if context["waiting"]:
        response["Refresh"] = "2"
    return response


@require_GET
@limited("bundle", DOWNLOADS_A_MINUTE)
@no_store
@noindex
def order_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """Download of the bundle while it is up to date and all its texts are in force."""
    found = get_object_or_404(KitOrder, key=key)
    ready = found.state == KitOrder.State.READY and default_storage.exists(orders.bundle_path(found))
    if not ready or not orders.record_bundle_download(found, request.user):
        return redirect("kit_order", key)
    opened = default_storage.open(orders.bundle_path(found), "rb")
    name = f"chung-tay-{codes.shown(found.items[0]) if len(found.items) == 1 else len(found.items)}.zip"
    return FileResponse(
        opened,
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )


@csrf_exempt
@require_http_methods(["POST"])
@limited("order", ORDERS_A_MINUTE)
def order_again(request: HttpRequest, key: str) -> HttpResponse:
    """Order the same outputs again, without the texts that were withdrawn."""
    found = get_object_or_404(KitOrder, key=key)
    current = [record.code for record, _page in orders.usable_records(found.items)]
    if not current:
        return redirect("kit_basket")
    return redirect(
        "kit_order", orders.place_order(current, found.outputs, orders.order_look(found), request.user).key
    )
