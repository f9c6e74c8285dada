"""Views of the basket of several texts, of an order with its progress, and of the bundle."""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Case, When
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from campaigns.approvals import codes
from campaigns.kits import orders
from campaigns.kits.catalogue import GROUPS, outputs
from campaigns.kits.forms import OrderForm
from campaigns.kits.models import KitOrder
from campaigns.kits.text_version import Look, TextVersion
from campaigns.kits.views.unwritten import without_unwritten_uses
from campaigns.models.structure import content_models
from cms.http import no_store, noindex
from cms.limits import allowed, limited, too_many_misses, too_many_requests
from cms.vocabulary.models import Audience

# Texts that an address may order in a minute: two full baskets. A bundle that is there already costs nothing.
TEXTS_A_MINUTE = 2 * orders.MAX_ITEMS
BUNDLES_A_MINUTE = 120
MAX_LISTED = 100


def _chosen(values: list[str]) -> list[str]:
    found = [codes.clean(value) for value in values]
    return [code for code in dict.fromkeys(found) if codes.is_code(code)]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def basket(request: HttpRequest) -> HttpResponseBase:
    """The form to choose texts and outputs; a POST orders the bundle. No cookie, no session.

    The choice is in the query string (``ma``), so that it can be bookmarked and shared. There is no CSRF
    token on purpose: an order changes nothing for any user, and a token needs a cookie.
    """
    if request.method == "POST":
        return _order_chosen(request)
    response = _show_form(request)
    if request.GET:
        response["X-Robots-Tag"] = "noindex"
    return response


@limited("basket", 120)
def _show_form(request: HttpRequest) -> HttpResponseBase:
    return _basket(request, request.GET, OrderForm(request.GET, user=request.user))


def _order_chosen(request: HttpRequest) -> HttpResponseBase:
    form = OrderForm(request.POST, request.FILES, user=request.user)
    chosen = _chosen(request.POST.getlist("ma"))
    if not form.is_valid() or not 0 < len(chosen) <= orders.MAX_ITEMS:
        return _basket(request, request.POST, form)
    found = [record.code for record, _page in orders.usable_records(chosen)]
    if _only_guesses(request, set(chosen) - set(found), chosen):
        return too_many_requests(request)
    look = form.look(form.cleaned_data["logo"])
    return _placed(request, found, _names(request.POST.getlist("nhom")), look)


def _placed(request: HttpRequest, items: list[str], names: list[str], look: Look) -> HttpResponseBase:
    """Redirect to the order of these texts; 429 when the address has ordered too many others this minute."""
    if not orders.is_placed(items, names, look) and not allowed(
        request, "order", TEXTS_A_MINUTE, max(1, len(items))
    ):
        return too_many_requests(request)
    return redirect("kit_order", orders.place_order(items, names, look, request.user).key)


def _only_guesses(request: HttpRequest, unknown: set[str], chosen: list[str]) -> bool:
    """Count unknown codes; whether all codes are unknown and the address has tried too many this minute."""
    too_many = too_many_misses(request, codes.SCOPE, codes.TRIES_A_MINUTE, len(unknown))
    return too_many and 0 < len(set(chosen)) == len(unknown)


def _basket(request: HttpRequest, data: QueryDict, form: OrderForm) -> HttpResponseBase:
    chosen = _chosen(data.getlist("ma"))
    slug = data.get("audience", "").replace("\0", "")
    audience = Audience.objects.filter(slug=slug).first() if slug else None
    entries, shortened = _catalogue(audience, chosen)
    unknown = set(chosen) - {page.code for page in entries}
    if _only_guesses(request, unknown, chosen):
        return too_many_requests(request)
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
        "groups": data.getlist("nhom"),
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
@limited("bundle", BUNDLES_A_MINUTE)
@no_store
@noindex
@without_unwritten_uses
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
def order_again(request: HttpRequest, key: str) -> HttpResponseBase:
    """Order the same outputs again, without the texts that were withdrawn."""
    found = get_object_or_404(KitOrder, key=key)
    current = [record.code for record, _page in orders.usable_records(found.items)]
    if not current:
        return redirect("kit_basket")
    return _placed(request, current, found.outputs, orders.order_look(found))
