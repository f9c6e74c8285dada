"""Autocomplete chooser of regions, and its base class."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.vocabulary.models import Region


class FindingChooser(forms.SelectMultiple):
    """A multi-select that renders only the chosen options; others are found by autocomplete.

    The form posts one hidden input for each choice, with the key as its value. ``region_chooser.js`` requests
    ``find_url`` with ``?q=`` and gets {"results": [{"code": key, "name", "why"}]}; it starts by itself when
    the HTML is inserted. Subclasses define ``texts``, ``find_url`` and ``chosen``.
    """

    template_name = "vocabulary/region_chooser.html"
    texts: Mapping[str, Any]

    class Media:
        css = {"all": ["vocabulary/region_chooser.css"]}
        js = ["vocabulary/region_chooser.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        # The remaining attributes are those of the search box, which is no select.
        widget["attrs"].pop("multiple", None)
        widget["list_id"] = f"{widget['attrs'].get('id') or name}-list"
        widget["url"] = self.find_url()
        widget["texts"] = self.texts
        return context

    def find_url(self) -> str:
        """URL of the JSON endpoint."""
        raise NotImplementedError

    def chosen(self, keys: list[str]) -> list[tuple[Any, str]]:
        """(key, label) of the existing objects with these keys."""
        raise NotImplementedError

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        keys = [key for key in value if key and "\0" not in key]
        return [
            (None, [self.create_option(name, key, label, True, index)], index)
            for index, (key, label) in enumerate(self.chosen(keys) if keys else ())
        ]

    def use_required_attribute(self, initial: Any) -> bool:
        # The visible field is the search box, which is empty after choosing.
        return False


class RegionChooser(FindingChooser):
    """Chooser of regions; names may be without diacritics or from before the mergers."""

    texts = {
        "empty": gettext_lazy("Không thấy địa bàn nào. Thử gõ tên tỉnh trước."),
        "failed": gettext_lazy("Chưa tải được danh sách địa bàn. Thử gõ lại."),
        "count": gettext_lazy("Số địa bàn tìm thấy: {count}. Dùng phím mũi tên để chọn."),
        "chosen": gettext_lazy("Địa bàn đã chọn"),
        "hint": gettext_lazy("Gõ tên tỉnh, xã, phường hoặc tên cũ"),
        "found": gettext_lazy("Địa bàn tìm thấy"),
    }

    def find_url(self) -> str:
        return reverse("region_finder")

    def chosen(self, keys: list[str]) -> list[tuple[Any, str]]:
        return [(region.slug, self.label(region)) for region in Region.objects.filter(slug__in=keys)]

    @staticmethod
    def label(region: Region) -> str:
        return _("%(name)s (đã thôi hiệu lực)") % {"name": region.name} if region.valid_to else region.name
