"""The results page, suggestions and the JSON API: thin views over ``search.results``."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.limits import limited
from cms.vocabulary.places import read_place
from search import service
from search.results import Search

API_MAX_AGE = 60


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Kept out of search engines: a site's results are nobody's landing page."""
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@limited("page")
def results(request: HttpRequest) -> HttpResponse:
    """All kinds in one ranked list; an honest notice and the hotline when no index answers."""
    asked = read_place(request.GET)
    search = Search(asked.params)
    pinned = search.answer.promoted
    pages = Page.objects.filter(pk__in=pinned).live().public() if pinned else ()
    by_key = {page.pk: page for page in pages}
    context = {
        "search": search,
        "answer": search.answer,
        "promoted": [(by_key[pk], text) for pk, text in pinned.items() if pk in by_key],
        "place": asked,
        "offers": [
            (search.link(place=match.region.code), match.region.name, match.why) for match in asked.offers
        ],
    }
    response = render(request, "search/results.html", context)
    if not search.answer.available:
        response["Cache-Control"] = "no-store"
    return _unlisted(response)


@require_safe
@limited("suggest")
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that go on as typed: JSON for whoever asks for it, else a page of plain links."""
    text = request.GET.get("q", "")[:200]
    items = service.suggest(text)
    if "application/json" in request.headers.get("Accept", ""):
        rows = [{"title": item.title, "url": item.url} for item in items]
        response: HttpResponse = JsonResponse({"query": text, "suggestions": rows})
    else:
        response = render(request, "search/suggestions.html", {"items": items, "text": text})
    patch_vary_headers(response, ["Accept"])
    return _unlisted(response)


@require_safe
@limited("api")
def api(request: HttpRequest) -> HttpResponse:
    """Read-only search for other sites and programs; documented in ``docs`` and by its own shape."""
    search = Search(request.GET)
    response = JsonResponse(_api_body(search), status=200 if search.answer.available else 503)
    response["Access-Control-Allow-Origin"] = "*"
    if search.answer.available:
        response["Cache-Control"] = f"public, max-age={API_MAX_AGE}"
    return _unlisted(response)


def _api_body(search: Search) -> dict[str, Any]:
    answer, query = search.answer, search.answer.query
    labels = search.names.labels
    return {
        "query": query.reading if query else "",
        "corrected_from": query.corrected_from if query else None,
        "total": answer.total,
        "took_ms": answer.took_ms,
        "facets": {
            name: [
                {"value": value, "label": labels[name][value], "count": count}
                for value, count in rows
                if value in labels.get(name, {})
            ]
            for name, rows in answer.results.facets.items()
        },
        "results": [
            {
                "title": hit.item.title,
                "url": hit.item.url,
                "kind": hit.item.kind,
                "date": hit.item.date.isoformat() if hit.item.date else None,
                "summary": hit.item.summary,
                "highlight": card.extract,
                "audience": list(hit.item.audience),
                "region": [value for value in hit.item.place if value in labels["region"]],
            }
            for hit, card in zip(answer.results.hits, search.cards, strict=True)
        ],
    }
