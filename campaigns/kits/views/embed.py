"""Embeds for other sites: a frame with the text in force or its withdrawal, oEmbed and a script."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from campaigns.approvals import addresses, codes
from campaigns.approvals.status import ApprovalStatus, State, find_by_code, record_in_force, status_of
from campaigns.kits import embed_code
from campaigns.reuse import register
from campaigns.reuse.models import origin_of
from cms.http import allow_any_origin, no_store, noindex
from cms.limits import misses_limited
from cms.optional_writes import write_or_log
from cms.visibility import open_to_all

# Any site may show it in a frame; it loads nothing but its own style and script.
POLICY = {"frame-ancestors": ["*"], "form-action": ["'none'"]}

# Reasons for not showing the text, when there is no withdrawal with a reason of its own.
SENTENCES = {
    State.EXPIRED: gettext_lazy("Nội dung này đã hết thời hạn sử dụng."),
    State.WITHDRAWN: gettext_lazy("Nội dung này đã thu hồi, không còn dùng được."),
    State.REPLACED: gettext_lazy("Nội dung này đã có bản mới thay thế."),
    State.PENDING: gettext_lazy("Nội dung này đã được duyệt và đang chờ công bố. Xin quay lại sau."),
    State.REVOKED: gettext_lazy("Lần duyệt này đã được rút trước khi công bố; không dùng nội dung này."),
    State.HIDDEN: gettext_lazy("Nội dung này đang được tạm gỡ để rà soát. Xin quay lại sau."),
}


# A frame in a sandbox has no origin, and asks like another site whether the text has changed.
@require_safe
@xframe_options_exempt
@allow_any_origin
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@no_store
@noindex
def embed(request: HttpRequest, raw_code: str) -> HttpResponse:
    """Frame with the text of the code, with the newer version that replaced it, or with its withdrawal."""
    status = find_by_code(raw_code)
    if status is None:
        raise Http404
    status = _latest(status)
    if status.usable and request.method == "GET":
        origin = request.headers.get("Referer", "")
        if origin_of(origin) not in ("", origin_of(request.build_absolute_uri())):
            record = status.record
            write_or_log(lambda: register.record_embed(record, origin), f"embed of {record.code} on {origin}")
    context = {
        "status": status,
        "sentence": SENTENCES.get(status.state, ""),
        "is_long": status.usable and embed_code.is_long(status.record.text),
        "check_address": addresses.check_url(status.record.code).partition("://")[2],
    }
    response = render(request, "kits/embed.html", context)
    setattr(response, "_csp_replace", POLICY)  # noqa: B010 - read by django-csp
    return response


def _latest(status: ApprovalStatus) -> ApprovalStatus:
    """The status of the newer version of a replaced text; a withdrawn text stays withdrawn."""
    if status.state == State.REPLACED and status.successor:
        return status_of(status.successor)
    return status


@require_safe
@misses_limited(codes.SCOPE, codes.TRIES_A_MINUTE)
@allow_any_origin
@no_store
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0 (oembed.com) for the address of a page, of a check page or of an embed."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    status = _status_at(request.GET.get("url", ""), request)
    if status is None:
        raise Http404
    record = status.record
    # The title of a text that is not in force is not disclosed.
    title = record.title if status.usable else str(status.state.label)
    width = _limit(request, "maxwidth", embed_code.EMBED_WIDTH)
    words = record.text if status.usable else ""
    needed = embed_code.embed_height(words, width)
    height = _limit(request, "maxheight", needed)
    # A site that names a height keeps to it.
    narrow = 0 if height < needed else embed_code.embed_height(words, embed_code.NARROWEST)
    body: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": record.agency,
        "provider_url": settings.SITE_URL,
        "cache_age": 0,
        "html": embed_code.embed_html(record.code, title, width, height, narrow),
        "width": width,
        "height": height,
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def _limit(request: HttpRequest, name: str, default: int) -> int:
    """The integer parameter, at most the default; the default when it is invalid."""
    value = request.GET.get(name, "")[:6]
    return min(default, int(value)) if value.isascii() and value.isdigit() and int(value) > 0 else default


def _status_at(url: str, request: HttpRequest) -> ApprovalStatus | None:
    """The status of the text at an address of this site; None when there is none to embed.

    The last slash may be missing and the scheme be the other one; an old address leads to the new one.
    Addresses with a code also give expired and withdrawn texts.
    """
    if not _is_own(url):
        return None
    path = "".join(f"/{part}" for part in unquote(urlsplit(url).path).split("/") if part) + "/"
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.url_name in ("embed", "check"):
        status = find_by_code(str(match.kwargs["raw_code"]))
        status = _latest(status) if status else None
        ended = (State.WITHDRAWN, State.EXPIRED)
        return status if status and (status.usable or status.state in ended) else None
    site = Site.find_for_request(request)
    if site is None or path == "/":
        return None
    open_pages = Page.objects.filter(open_to_all())
    page = open_pages.filter(url_path=f"{site.root_page.url_path}{path[1:]}").first()
    if page is None:
        moved = get_redirect(request, Redirect.normalise_path(path))
        page = open_pages.filter(pk=moved.redirect_page_id).first() if moved else None
    record = record_in_force(page.pk) if page else None
    return status_of(record) if record else None


def _is_own(url: str) -> bool:
    """Whether the URL has the host of this site, by http or https."""
    given, own = (origin_of(address).partition("://")[2] for address in (url.strip(), settings.SITE_URL))
    return bool(given) and given == own


@require_safe
@allow_any_origin
@cache_control(public=True, max_age=3600)
def script(request: HttpRequest) -> HttpResponse:
    """The optional script, which turns each link with ``data-chung-tay`` into a frame."""
    return render(request, "kits/embed.js", content_type="text/javascript; charset=utf-8")
