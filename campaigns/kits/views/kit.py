"""Taking one approved text: everything that can be made of it, file by file."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaigns.approvals import addresses, codes
from campaigns.approvals.responses import gone
from campaigns.approvals.status import ApprovalStatus, find_by_code
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN, GROUPS, PRINT, TEXT, Output, outputs, post_of, poster, preview
from campaigns.kits.outputs import script, sms
from campaigns.kits.text_version import Look, TextVersion
from campaigns.reuse import register
from cms.http import no_store
from cms.limits import limited, misses_limited
from cms.vietnamese import nfc
from media.posters import draw
from media.posters.families import FAMILIES
from media.posters.formats import Format
from media.posters.spec import LONGEST_TEXT, PosterError

DOWNLOADS_A_MINUTE = 60
PREVIEW_AGE = 60
PREVIEW_KEPT = 3600


class LookForm(forms.Form):
    """How the outputs are to look; every part has a default, a wrong one is said and loses nothing."""

    mau = forms.ChoiceField(
        label=gettext_lazy("Mẫu"),
        choices=[(family.key, family.label) for family in FAMILIES.values()],
        initial=DESIGN,
        required=False,
    )
    don_vi = forms.CharField(
        label=gettext_lazy("Tên đơn vị (nếu muốn ghi thêm)"), max_length=80, required=False
    )

    def look(self, logo: bytes = b"") -> Look:
        self.is_valid()
        data = self.cleaned_data
        return Look(data.get("mau") or DESIGN, nfc(" ".join(data.get("don_vi", "").split())), logo)


def _status_or_404(raw_code: str) -> ApprovalStatus:
    status = find_by_code(raw_code)
    if status is None:
        raise Http404
    return status


def _gone(request: HttpRequest, status: ApprovalStatus) -> HttpResponse:
    """The page that says why the text cannot be taken: 410 when it was public, else 404."""
    return gone(request, status, 410 if status.readable else 404)


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@no_store
def kit(request: HttpRequest, raw_code: str) -> HttpResponse:
    """Everything that can be made of one approved text."""
    status = _status_or_404(raw_code)
    if not status.usable:
        return _gone(request, status)
    if not orders.has_kit(status.page):
        raise Http404
    form = LookForm(request.GET)
    look = form.look()
    frozen = orders.frozen_of(status.record, status.page)
    every = outputs(frozen, orders.banner_sizes())
    marked, unmarked = sms.forms(frozen.text)
    try:
        spoken = script.script(frozen.text, look.unit, frozen.agency, hotline=frozen.hotline)
    except ValueError:
        # Signs only: nothing to read out.
        spoken = None
    query = urlencode({"mau": look.design, **({"don_vi": look.unit} if look.unit else {})})
    context = {
        "status": status,
        "record": status.record,
        "page": status.page,
        "frozen": frozen,
        "form": form,
        "query": f"?{query}",
        "drawn": _drawn(every.values(), frozen, look),
        "families": FAMILIES.values(),
        "look": look,
        "short_messages": [
            (_("Có dấu"), marked, "tin-nhan-co-dau.txt"),
            (_("Không dấu"), unmarked, "tin-nhan-khong-dau.txt"),
        ],
        "script": spoken,
        "clock": script.clock(spoken.seconds) if spoken else "",
        "longest": LONGEST_TEXT,
        "post": post_of(frozen),
        "embed_script": addresses.embed_script(status.record.code, status.record.title),
    }
    return render(request, "kits/kit.html", context)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One format with its files, or in words why the text does not fit it."""

    format: Format
    files: list[Output]
    problem: str = ""


def _drawn(every: Iterable[Output], frozen: TextVersion, look: Look) -> list[tuple[Any, list[Drawn]]]:
    """(group, formats): what is for print first, then screens."""
    files: dict[Format, list[Output]] = {}
    for output in every:
        if output.format is not None:
            files.setdefault(output.format, []).append(output)
    rows = [Drawn(fmt, made, _problem(fmt, frozen, look)) for fmt, made in files.items()]
    return [
        (label, [row for row in rows if (row.format.medium == "print") == (group == PRINT)])
        for group, label in GROUPS.items()
        if group != TEXT and rows
    ]


def _problem(fmt: Format, frozen: TextVersion, look: Look) -> str:
    try:
        draw.check(poster(frozen, look), fmt)
    except PosterError as error:
        return str(error)
    return ""


@require_safe
@limited("preview", 240)
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
def picture(request: HttpRequest, raw_code: str, name: str) -> HttpResponse:
    """A small picture of a format; or, in its place, why it cannot be drawn."""
    status = _status_or_404(raw_code)
    if not status.usable or not orders.has_kit(status.page):
        raise Http404
    frozen = orders.frozen_of(status.record, status.page)
    output = outputs(frozen, orders.banner_sizes()).get(f"{name}.png")
    if output is None or output.format is None:
        raise Http404
    look = LookForm(request.GET).look()
    what = repr((orders.REVISION, frozen, look.design, look.unit, name))
    key = f"preview-{hashlib.sha256(what.encode()).hexdigest()}"
    content = cache.get(key)
    if content is None:
        try:
            content = preview(output.format, frozen, look)
        except PosterError as error:
            return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
        cache.set(key, content, PREVIEW_KEPT)
    response = HttpResponse(content, content_type="image/png")
    patch_cache_control(response, public=True, max_age=PREVIEW_AGE)
    return response


@require_safe
@limited("kit", DOWNLOADS_A_MINUTE)
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
def output(request: HttpRequest, raw_code: str, name: str) -> HttpResponse:
    """One file, counted; 410 with the reason once the text was taken back."""
    status = _status_or_404(raw_code)
    if not status.usable:
        return _gone(request, status)
    if not orders.has_kit(status.page):
        raise Http404
    frozen = orders.frozen_of(status.record, status.page)
    wanted = outputs(frozen, orders.banner_sizes()).get(name)
    if wanted is None:
        raise Http404
    try:
        content = wanted.make(frozen, LookForm(request.GET).look())
    except (PosterError, ValueError) as error:
        context = {"status": status, "problem": str(error), "output": wanted}
        return render(request, "kits/kit_problem.html", context, status=422)
    try:
        if request.method == "GET":
            register.record_download(status.record, request.user, wanted.name, orders.printed(frozen))
    except register.NotInForceError as error:
        return _gone(request, error.status)
    name = wanted.file_name(frozen)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type=wanted.content_type, headers=headers)
