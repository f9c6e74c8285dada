"""Autocomplete choosers of documents and organisations."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Organisation
from cms.vocabulary.widgets import FindingChooser


class DocumentChooser(FindingChooser):
    texts = {
        "empty": _("Không thấy văn bản nào. Thử gõ số, ký hiệu hoặc vài chữ của trích yếu."),
        "failed": _("Chưa tải được danh sách văn bản. Thử gõ lại."),
        "count": _("Số văn bản tìm thấy: {count}. Dùng phím mũi tên để chọn."),
        "chosen": _("Văn bản đã chọn"),
        "hint": _("Gõ số, ký hiệu hoặc tên văn bản"),
        "found": _("Văn bản tìm thấy"),
    }

    def find_url(self) -> str:
        return reverse("document_finder")

    def chosen(self, keys: list[str]) -> list[tuple[Any, str]]:
        # The queryset of the field is limited to the documents that the user may refer to.
        choices: Any = self.choices
        return [(page.pk, page.title) for page in choices.queryset.filter(pk__in=_numbers(keys))]


class OrganisationChooser(FindingChooser):
    texts = {
        "empty": _("Không thấy đơn vị nào. Thử gõ tên ngắn hơn."),
        "failed": _("Chưa tải được danh sách đơn vị. Thử gõ lại."),
        "count": _("Số đơn vị tìm thấy: {count}. Dùng phím mũi tên để chọn."),
        "chosen": _("Đơn vị đã chọn"),
        "hint": _("Gõ tên đơn vị"),
        "found": _("Đơn vị tìm thấy"),
    }

    def find_url(self) -> str:
        return reverse("organisation_finder")

    def chosen(self, keys: list[str]) -> list[tuple[Any, str]]:
        return [(unit.pk, unit.name) for unit in Organisation.objects.filter(pk__in=_numbers(keys))]


def _numbers(keys: list[str]) -> list[int]:
    return [int(key) for key in map(str, keys) if key.isdecimal() and len(key) < 10]
