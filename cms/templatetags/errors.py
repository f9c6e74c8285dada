"""Errors of forms in templates."""

from typing import Any

from django import template

from cms import form_errors

register = template.Library()


@register.filter
def error_sentences(form: Any) -> list[str]:
    """A sentence for each error of a form, without repetitions (rule 103)."""
    return list(dict.fromkeys(form_errors.sentences(form)))
