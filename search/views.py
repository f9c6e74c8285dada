"""The results page, suggestions and the JSON API, as thin views over ``search.results``."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.http import READER_MAX_AGE, allow_any_origin, noindex
from cms.limits import limited
from cms.visibility import open_to_all
from cms.vocabulary.places import read_place
from search import service
from search.results import Search


@require_safe
@limited("page")
@noindex
def results(request: HttpRequest) -> HttpResponse:
    """Show all kinds in one ranked list; a notice and the hotline card when no index answers."""
    place = read_place(request.GET)
    search = Search(place.params)
    pinned = search.answer.promoted
    pages = Page.objects.filter(open_to_all(), pk__in=pinned) if pinned else ()
    by_key = {page.pk: page for page in pages}
    context = {
        "search": search,
        "answer": search.answer,
        "promoted": [(by_key[pk], text) for pk, text in pinned.items() if pk in by_key],
    } | search.place_context(place)
    response = render(request, "search/results.html", context)
    if not search.answer.available:
        response["Cache-Control"] = "no-store"
    return response


@require_safe
@limited("suggest")
@noindex
def suggestions(request: HttpRequest) -> HttpResponse:
    """Suggest titles that continue the text: JSON if the client accepts it, else a page of links."""
    text = request.GET.get("q", "")[:200]
    items = service.suggest(text)
    if "application/json" in request.headers.get("Accept", ""):
        rows = [{"title": item.title, "url": item.url} for item in items]
        response: HttpResponse = JsonResponse({"query": text, "suggestions": rows})
    else:
        response = render(request, "search/suggestions.html", {"items": items, "text": text})
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
@limited("api")
@allow_any_origin
@noindex
def api(request: HttpRequest) -> HttpResponse:
    """Search for other sites and programs, read-only; documented in ``docs/tim-kiem-api.md``."""
    search = Search(request.GET)
    problems = search.problems(request.GET)
    if problems:
        return JsonResponse(
            {"message": " ".join(problems)}, status=400, json_dumps_params={"ensure_ascii": False}
        )
    response = JsonResponse(_api_body(search), status=200 if search.answer.available else 503)
    if search.answer.available:
        response["Cache-Control"] = f"public, max-age={READER_MAX_AGE}"
    return response


def _api_body(search: Search) -> dict[str, Any]:
    answer, query = search.answer, search.answer.query
    labels = search.names.labels
    return {
        "query": query.reading if query else "",
        "corrected_from": query.corrected_from if query else None,
        "total": answer.total,
        "whole": answer.whole,
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
            if not search.is_beyond_end
        ],
    }
