"""Views of the kit of one approved text: the page with all outputs, previews and downloads."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.approvals import codes
from campaigns.approvals.responses import gone
from campaigns.approvals.status import ApprovalStatus, find_by_code
from campaigns.kits import embed_code, orders
from campaigns.kits.catalogue import GROUPS, PRINT, TEXT, Output, outputs, post_of, poster, preview
from campaigns.kits.forms import LookForm
from campaigns.kits.outputs import script, sms
from campaigns.kits.text_version import Look, TextVersion
from campaigns.kits.views.unwritten import without_unwritten_uses
from campaigns.reuse import register
from cms.http import READER_MAX_AGE, no_store, noindex
from cms.limits import allowed, misses_limited, too_many_requests
from media.posters import draw
from media.posters.families import FAMILIES
from media.posters.formats import Format
from media.posters.spec import MAX_TEXT_LENGTH, PosterError

# What an address may take in a minute (rule 116). A whole kit with its previews costs about 230, so that
# several people of one office can take two at once; a preview that is known costs nothing.
SCOPE, BUDGET_A_MINUTE = "kit", 1000
TEXT_COST, PREVIEW_COST, DRAWN_COST = 1, 2, 5
PREVIEW_CACHE_SECONDS = 3600


def _status_or_404(raw_code: str) -> ApprovalStatus:
    status = find_by_code(raw_code)
    if status is None:
        raise Http404
    return status


def _gone(request: HttpRequest, status: ApprovalStatus) -> HttpResponse:
    """The page with the reason why the text cannot be used: 410 when it was public, else 404."""
    return gone(request, status, 410 if status.readable else 404)


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@no_store
@noindex
def kit(request: HttpRequest, raw_code: str) -> HttpResponse:
    """The page of all outputs of one approved text."""
    status = _status_or_404(raw_code)
    if not status.usable:
        return _gone(request, status)
    if not status.page.has_kit:
        raise Http404
    form = LookForm(request.GET, user=request.user)
    look = form.look()
    text_version = orders.text_version_of(status.record, status.page)
    every = outputs(text_version, orders.banner_sizes())
    marked, unmarked = sms.forms(text_version.text)
    try:
        spoken = script.script(
            text_version.text, look.unit_name, text_version.agency, hotline=text_version.hotline
        )
    except ValueError:
        # A text without words has no script.
        spoken = None
    context = {
        "status": status,
        "record": status.record,
        "page": status.page,
        "text_version": text_version,
        "form": form,
        "parameters": form.parameters(),
        "query": f"?{urlencode(form.parameters())}",
        "drawn": _drawn(every.values(), text_version, look),
        "families": FAMILIES.values(),
        "look": look,
        "short_messages": [
            (_("Có dấu"), marked, "tin-nhan-co-dau.txt"),
            (_("Không dấu"), unmarked, "tin-nhan-khong-dau.txt"),
        ],
        "script": spoken,
        "clock": script.clock(spoken.seconds) if spoken else "",
        "longest": MAX_TEXT_LENGTH,
        "post": post_of(text_version),
        "embed_script": embed_code.embed_script(status.record.code, status.record.title),
    }
    return render(request, "kits/kit.html", context)


@dataclass(frozen=True, slots=True)
class FormatFiles:
    """One format with its outputs, or in ``problem`` why the text does not fit it."""

    format: Format
    files: list[Output]
    problem: str = ""


def _drawn(
    every: Iterable[Output], text_version: TextVersion, look: Look
) -> list[tuple[Any, list[FormatFiles]]]:
    """(label of the group, its formats): print first, then screens."""
    files: dict[Format, list[Output]] = {}
    for output in every:
        if output.format is not None:
            files.setdefault(output.format, []).append(output)
    rows = [FormatFiles(fmt, found, _problem(fmt, text_version, look)) for fmt, found in files.items()]
    return [
        (label, [row for row in rows if (row.format.medium == "print") == (group == PRINT)])
        for group, label in GROUPS.items()
        if group != TEXT and rows
    ]


def _problem(fmt: Format, text_version: TextVersion, look: Look) -> str:
    try:
        draw.check(poster(text_version, look), fmt)
    except PosterError as error:
        return str(error)
    return ""


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@noindex
def picture(request: HttpRequest, raw_code: str, name: str) -> HttpResponseBase:
    """A preview of a format; 422 with the reason when it cannot be drawn."""
    status = _status_or_404(raw_code)
    if not status.usable or not status.page.has_kit:
        raise Http404
    text_version = orders.text_version_of(status.record, status.page)
    output = outputs(text_version, orders.banner_sizes()).get(f"{name}.png")
    if output is None or output.format is None:
        raise Http404
    form = LookForm(request.GET, user=request.user)
    if form.unit_problem:
        return _text_problem(form.unit_problem)
    look = form.look()
    content_key = repr((orders.REVISION, text_version, look.design, look.unit, name))
    key = f"preview-{hashlib.sha256(content_key.encode()).hexdigest()}"
    content = cache.get(key)
    if content is None:
        if not allowed(request, SCOPE, BUDGET_A_MINUTE, PREVIEW_COST):
            return too_many_requests(request)
        try:
            content = preview(output.format, text_version, look)
        except PosterError as error:
            return _text_problem(str(error))
        cache.set(key, content, PREVIEW_CACHE_SECONDS)
    response = HttpResponse(content, content_type="image/png")
    if "ten" in form.parameters():
        # A name that only staff may use is not kept for others.
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=READER_MAX_AGE)
    return response


def _text_problem(problem: str) -> HttpResponse:
    return HttpResponse(problem, status=422, content_type="text/plain; charset=utf-8")


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@no_store
@noindex
@without_unwritten_uses
def output(request: HttpRequest, raw_code: str, name: str) -> HttpResponseBase:
    """Download one output and register it; 410 with the reason once the text is withdrawn."""
    status = _status_or_404(raw_code)
    if not status.usable:
        return _gone(request, status)
    if not status.page.has_kit:
        raise Http404
    text_version = orders.text_version_of(status.record, status.page)
    found = outputs(text_version, orders.banner_sizes()).get(name)
    if found is None:
        raise Http404
    form = LookForm(request.GET, user=request.user)
    problem = form.unit_problem
    if not problem:
        if not allowed(request, SCOPE, BUDGET_A_MINUTE, cost_of(found)):
            return too_many_requests(request)
        try:
            content = found.make(text_version, form.look())
        except (PosterError, ValueError) as error:
            problem = str(error)
    if problem:
        context = {"status": status, "problem": problem, "output": found}
        return render(request, "kits/kit_problem.html", context, status=422)
    try:
        if request.method == "GET":
            printed = register.printed_values(
                text_version.hotline, text_version.eyebrow, text_version.hotline_note
            )
            register.record_download(status.record, request.user, found.name, printed)
    except register.NotInForceError as error:
        return _gone(request, error.status)
    name = found.file_name(text_version)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=found.content_type, headers=headers)


def cost_of(output: Output) -> int:
    """The part of the budget that making an output takes."""
    return DRAWN_COST if output.format else TEXT_COST
