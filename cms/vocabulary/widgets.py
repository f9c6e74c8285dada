"""The region chooser: type a name, without diacritics or as it was before the mergers."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.vocabulary.models import Region


class RegionChooser(forms.SelectMultiple):
    """A multi-select that renders only what is chosen; the rest is found as one types.

    The page posts one hidden input a unit, its value the official code. ``region_chooser.js`` asks the
    view ``region_finder`` for units; the element starts by itself wherever its HTML is put.
    """

    template_name = "vocabulary/region_chooser.html"

    class Media:
        css = {"all": ["vocabulary/region_chooser.css"]}
        js = ["vocabulary/region_chooser.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        # What remains goes to the search box, which is no select.
        widget["attrs"].pop("multiple", None)
        widget["list_id"] = f"{widget['attrs'].get('id') or name}-list"
        widget["url"] = reverse("region_finder")
        return context

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        codes = [code for code in value if code and "\0" not in code]
        chosen = Region.objects.filter(slug__in=codes) if codes else ()
        return [
            (None, [self.create_option(name, region.slug, self.label(region), True, index)], index)
            for index, region in enumerate(chosen)
        ]

    @staticmethod
    def label(region: Region) -> str:
        return _("%(name)s (đã thôi hiệu lực)") % {"name": region.name} if region.valid_to else region.name

    def use_required_attribute(self, initial: Any) -> bool:
        # The visible field is the search box: it is empty when everything has been chosen.
        return False
