"""Discovers searchable page types by what they declare (``cms.searchable``); names no type."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db.models import Model
from wagtail.models import Page, get_page_models

from cms.searchable import Searchable


def declared_kind(model: type[Model]) -> str | None:
    """Return the key of the kind that a page type declares; None for a type without one."""
    kind = getattr(model, "search_kind", None)
    return str(getattr(kind, "value", kind)) if kind is not None else None


def searchable_page_types() -> list[type[Page]]:
    """Return every page type that readers can find; several may share a kind."""
    return [model for model in get_page_models() if declared_kind(model) is not None]


def following_page_types() -> dict[type[Model], list[type[Page]]]:
    """Return {model: page types that index every record of it}."""
    found: dict[type[Model], list[type[Page]]] = {}
    for page_type in searchable_page_types():
        for label in getattr(page_type, "search_follows", ()):
            found.setdefault(apps.get_model(label), []).append(page_type)
    return found


def kind_labels() -> dict[str, str]:
    """Return {kind: label}: the label of the declared choice, or the verbose name of the page type."""
    return {
        declared_kind(model) or "": str(getattr(model, "kind_label", "") or model._meta.verbose_name)
        for model in searchable_page_types()
    }


def help_kinds() -> tuple[str, ...]:
    """Return the kinds that tell where to get help."""
    return tuple(
        dict.fromkeys(
            declared_kind(model) or ""
            for model in searchable_page_types()
            if getattr(model, "search_help", False)
        )
    )


def _declares(model: type[Page]) -> bool:
    """Return whether the type, or a parent class of this project, sets ``search_kind``."""
    return any("search_kind" in parent.__dict__ for parent in model.__mro__ if not _is_base(parent))


def _is_base(model: type[Any]) -> bool:
    """Return whether a class is an abstract base that leaves ``search_kind`` to its subclasses."""
    return model is Searchable or model.__module__ == "cms.models"


def check_declared(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Check that every page type sets ``search_kind``, and that a type with a kind has ``search_content``."""
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
