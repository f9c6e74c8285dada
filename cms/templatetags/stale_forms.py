"""The conflict of versions in templates of forms that do not show Wagtail's messages."""

from typing import Any

from django import template

from cms.stale_forms.conflicts import render

register = template.Library()


@register.simple_tag(takes_context=True)
def conflict_of(context: Any, form: Any) -> str:
    """The message about a version that was saved while the form was open; "" without a conflict."""
    # Wagtail's account page shows another form than the one it checked.
    conflict = getattr(form, "conflict", None) if form.errors else None
    return render(context["request"], conflict) if conflict else ""
