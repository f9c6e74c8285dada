"""Which page types search knows, by what they declare themselves; no type is named here."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db.models import Model
from wagtail.models import Page, get_page_models

from cms.searchable import Searchable


def declared_kind(model: type[Model]) -> str | None:
    """The key of the kind that a page type declares, or None when it stays out."""
    kind = getattr(model, "search_kind", None)
    return str(getattr(kind, "value", kind)) if kind is not None else None


def searchable_page_types() -> list[type[Page]]:
    """Every page type that readers can find; several may share a kind."""
    return [model for model in get_page_models() if declared_kind(model) is not None]


def followers() -> dict[type[Model], list[type[Page]]]:
    """{model: the page types that tell of every record of it}."""
    found: dict[type[Model], list[type[Page]]] = {}
    for page_type in searchable_page_types():
        for label in getattr(page_type, "search_follows", ()):
            found.setdefault(apps.get_model(label), []).append(page_type)
    return found


def kind_labels() -> dict[str, str]:
    """{kind: what readers call it}: the label of the declared choice, or the type's own name."""
    return {
        declared_kind(model) or "": str(getattr(model, "kind_label", "") or model._meta.verbose_name)
        for model in searchable_page_types()
    }


def _declares(model: type[Page]) -> bool:
    """Whether the type, or a parent that is written for this site, says where it stands."""
    return any("search_kind" in parent.__dict__ for parent in model.__mro__ if not _is_base(parent))


def _is_base(model: type[Any]) -> bool:
    """A base that only passes the question on: the contract, and the page that everything is built on."""
    return model is Searchable or model.__module__ == "cms.models"


def check_declared(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every page type declares a kind, or opts out by ``search_kind = None``; a kind describes itself."""
    problems: list[CheckMessage] = []
    for model in get_page_models():
        if model._meta.app_label == "wagtailcore":
            continue
        if not _declares(model):
            problems.append(
                Error(
                    f"{model.__name__} does not say whether it can be searched.",
                    hint="Set search_kind to the key of its kind, or to None to stay out of search.",
                    obj=model,
                    id="search.E001",
                )
            )
        elif declared_kind(model) is not None and not hasattr(model, "search_content"):
            problems.append(
                Error(
                    f"{model.__name__} declares a kind but no search_content().",
                    hint="Inherit cms.searchable.Searchable and return a SearchContent.",
                    obj=model,
                    id="search.E002",
                )
            )
    return problems
