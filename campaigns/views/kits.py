"""Taking approved texts: one item with all its outputs, the basket, the bundle and its progress."""

from typing import Any

from django import forms
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import codes, provenance, reuse
from campaigns.kits import orders, script, sms
from campaigns.kits.frozen import Frozen, Look
from campaigns.kits.outputs import DESIGN, GROUPS, Output, outputs, post_of, preview
from campaigns.models import KitOrder, MaterialPage, SloganPage
from cms.limits import limited
from cms.vietnamese import nfc
from cms.vocabulary.models import Audience
from media.posters.families import FAMILIES
from media.posters.spec import PosterError

DOWNLOADS_A_MINUTE = 60
ORDERS_A_MINUTE = 12
LOGO_BYTES = 2 * 1024 * 1024
PREVIEW_AGE = 60


class LookForm(forms.Form):
    """How the outputs are to look; every part has a default, a wrong one is said and loses nothing."""

    mau = forms.ChoiceField(
        label=gettext_lazy("Mẫu"),
        choices=[(family.key, family.label) for family in FAMILIES.values()],
        initial=DESIGN,
        required=False,
    )
    don_vi = forms.CharField(
        label=gettext_lazy("Tên đơn vị (nếu muốn in thêm)"), max_length=80, required=False
    )

    def look(self, logo: bytes = b"") -> Look:
        data = self.cleaned_data if self.is_valid() else {}
        return Look(data.get("mau") or DESIGN, nfc(" ".join(data.get("don_vi", "").split())), logo)


class OrderForm(LookForm):
    logo = forms.FileField(label=gettext_lazy("Logo đơn vị (PNG, JPEG)"), required=False)

    def clean_logo(self) -> bytes:
        file = self.cleaned_data["logo"]
        if not file:
            return b""
        if file.size > LOGO_BYTES:
            raise forms.ValidationError(_("Logo lớn hơn 2 MB. Chọn tệp nhỏ hơn."))
        try:
            return orders.clean_logo(file.read())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def _standing(typed: str) -> provenance.Standing:
    standing = provenance.find(typed)
    if standing is None:
        raise Http404
    return standing


def _gone(request: HttpRequest, standing: provenance.Standing) -> HttpResponse:
    response = render(request, "campaigns/public/gone.html", {"standing": standing}, status=410)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def kit(request: HttpRequest, typed: str) -> HttpResponse:
    """Everything that can be made of one approved text."""
    standing = _standing(typed)
    if not standing.usable:
        return _gone(request, standing)
    if not orders.has_kit(standing.page):
        raise Http404
    form = LookForm(request.GET)
    look = form.look()
    frozen = orders.frozen_of(standing.record, standing.page)
    every = outputs(frozen, orders.banner_sizes())
    marked, unmarked = sms.forms(frozen.text)
    spoken = script.script(frozen.text, look.unit, frozen.agency, hotline=frozen.hotline)
    query = request.GET.urlencode()
    context = {
        "standing": standing,
        "record": standing.record,
        "page": standing.page,
        "frozen": frozen,
        "form": form,
        "query": f"?{query}" if query else "",
        "drawn": _by_format(every.values()),
        "families": FAMILIES.values(),
        "look": look,
        "short_messages": [
            (_("Có dấu"), marked, "tin-nhan-co-dau.txt"),
            (_("Không dấu"), unmarked, "tin-nhan-khong-dau.txt"),
        ],
        "script": spoken,
        "clock": script.clock(spoken.seconds),
        "post": post_of(frozen),
    }
    response = render(request, "campaigns/public/kit.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _by_format(every: Any) -> list[tuple[Any, list[tuple[Any, list[Output]]]]]:
    """(group, [(format, its files)]): what is for print first, then screens."""
    formats: dict[str, tuple[Any, list[Output]]] = {}
    for output in every:
        if output.format is not None:
            formats.setdefault(output.format.key, (output.format, []))[1].append(output)
    return [
        (label, [row for row in formats.values() if (row[0].medium == "print") == (group == "in")])
        for group, label in GROUPS.items()
        if group != "chu" and formats
    ]


@require_safe
@limited("preview", 240)
def picture(request: HttpRequest, typed: str, name: str) -> HttpResponse:
    """A small picture of a format; or, in its place, why it cannot be drawn."""
    standing = _standing(typed)
    if not standing.usable or not orders.has_kit(standing.page):
        raise Http404
    frozen = orders.frozen_of(standing.record, standing.page)
    output = outputs(frozen, orders.banner_sizes()).get(f"{name}.png")
    if output is None or output.format is None:
        raise Http404
    try:
        content = preview(output.format, frozen, LookForm(request.GET).look())
    except PosterError as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = f"public, max-age={PREVIEW_AGE}"
    return response


@require_safe
@limited("kit", DOWNLOADS_A_MINUTE)
def output(request: HttpRequest, typed: str, name: str) -> HttpResponse:
    """One file, counted; 410 with the reason once the text was taken back."""
    standing = _standing(typed)
    if not standing.usable:
        return _gone(request, standing)
    if not orders.has_kit(standing.page):
        raise Http404
    frozen = orders.frozen_of(standing.record, standing.page)
    wanted = outputs(frozen, orders.banner_sizes()).get(name)
    if wanted is None:
        raise Http404
    try:
        content = wanted.make(frozen, LookForm(request.GET).look())
    except (PosterError, ValueError) as error:
        context = {"standing": standing, "problem": str(error), "output": wanted}
        return render(request, "campaigns/public/kit_problem.html", context, status=422)
    try:
        reuse.take(standing.record, request.user, wanted.name, _printed(frozen))
    except reuse.NotInForceError as error:
        return _gone(request, error.standing)
    return _attachment(HttpResponse(content, content_type=wanted.content_type), wanted.file_name(frozen))


def _printed(frozen: Frozen) -> dict[str, str]:
    """What stands on an output beside the words and may grow old."""
    return {"hotline": frozen.hotline, "eyebrow": frozen.eyebrow}


def _attachment(response: Any, name: str) -> Any:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _chosen(values: list[str]) -> list[str]:
    found = [codes.clean(value) for value in values]
    return [code for code in dict.fromkeys(found) if codes.is_code(code)][: orders.MOST_ITEMS]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited("order", 120)
def basket(request: HttpRequest) -> HttpResponse:
    """Texts to choose from and outputs to choose; a POST orders the bundle. No cookie, no session.

    The choice lives in the address (``ma``), so that it can be kept, sent and shared. Without CSRF
    token on purpose: an order changes nothing for anybody, and a token would be a cookie.
    """
    data = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(data.getlist("ma"))
    form = (
        OrderForm(request.POST, request.FILES) if request.method == "POST" else OrderForm(initial=data.dict())
    )
    if request.method == "POST" and chosen and form.is_valid():
        order = orders.place(
            [record.code for record, _page in orders.takeable(chosen)],
            _names(data.getlist("nhom")),
            form.look(form.cleaned_data["logo"]),
            request.user,
        )
        return redirect("kit_order", order.key)
    audience = Audience.objects.filter(slug=data.get("audience", "")).first()
    context = {
        "chosen": chosen,
        "form": form,
        "entries": _catalogue(audience, chosen),
        "audience": audience,
        "audiences": Audience.objects.all(),
        "nothing_chosen": request.method == "POST" and not chosen,
        "choices": _choices(),
    }
    response = render(request, "campaigns/public/basket.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _catalogue(audience: Audience | None, chosen: list[str]) -> list[Any]:
    """Texts that may be taken, those already chosen first; of one audience if asked."""
    found: list[Any] = []
    for model in (SloganPage, MaterialPage):
        pages = model.objects.live().public().exclude(code="")
        if model is MaterialPage:
            pages = pages.filter(form__in=MaterialPage.TEXTS)
        if audience:
            pages = pages.filter(audience_items__tag=audience) | pages.filter(code__in=chosen)
        found += pages.distinct().order_by("-date", "title")[:100]
    return sorted(found, key=lambda page: page.code not in chosen)


def _names(groups: list[str]) -> list[str]:
    """Names of the files of some groups; none when every group, or none, is asked for."""
    wanted = [row for row in _choices() if row[0] in groups]
    return (
        []
        if len(wanted) in (0, len(GROUPS))
        else [name for _group, _label, names in wanted for name in names]
    )


def _choices() -> list[tuple[str, Any, list[str]]]:
    """(value, label, names of files) of the groups an order may be limited to."""
    sample = Frozen("x", "", "", 1, "", "", timezone.localdate(), "", "")
    every = outputs(sample, orders.banner_sizes())
    return [
        (group, label, [name for name, output in every.items() if output.group == group])
        for group, label in GROUPS.items()
    ]


@require_safe
def order(request: HttpRequest, key: str) -> HttpResponse:
    """How far a bundle is; the page asks again by itself until it is ready."""
    found = get_object_or_404(KitOrder, key=key)
    current = orders.takeable(found.items)
    context = {
        "order": found,
        "items": current,
        "withdrawn": len(current) < len(found.items),
        "waiting": found.state in (KitOrder.State.WAITING, KitOrder.State.RUNNING),
    }
    response = render(request, "campaigns/public/order.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@limited("order", ORDERS_A_MINUTE)
def order_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The bundle, as long as every text in it may be used."""
    found = get_object_or_404(KitOrder, key=key, state=KitOrder.State.READY)
    if not default_storage.exists(orders.path(found)) or not orders.take(found, request.user):
        return redirect("kit_order", key)
    opened = default_storage.open(orders.path(found), "rb")
    name = f"chung-tay-{codes.shown(found.items[0]) if len(found.items) == 1 else len(found.items)}.zip"
    return FileResponse(
        opened,
        as_attachment=True,
        filename=name,
        content_type="application/zip",
        headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"},
    )


@csrf_exempt
@require_http_methods(["POST"])
@limited("order", ORDERS_A_MINUTE)
def order_again(request: HttpRequest, key: str) -> HttpResponse:
    """Try a failed order once more, or make it anew without what was taken back."""
    found = get_object_or_404(KitOrder, key=key)
    look = Look(found.design, found.unit, bytes(found.logo or b""))
    current = [record.code for record, _page in orders.takeable(found.items)]
    if not current:
        return redirect("kit_basket")
    return redirect("kit_order", orders.place(current, found.outputs, look, request.user).key)
