"""Synonyms, promotions and blocked suggestions as Wagtail snippets under one menu item."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search.models import BlockedSuggestion, Promotion, Synonym


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "link"
    list_display = ["__str__", BooleanColumn("active", label=_("Đang dùng")), "note"]


class PromotionViewSet(SnippetViewSet):
    model = Promotion
    icon = "pick"
    list_display = ["__str__", "match", BooleanColumn("hotline", label=_("Thẻ đường dây nóng")), "page"]


class BlockedSuggestionViewSet(SnippetViewSet):
    model = BlockedSuggestion
    icon = "cross"
    list_display = ["phrase"]


class SearchViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Tìm kiếm")
    menu_icon = "search"
    menu_order = 700
    items = (SynonymViewSet, PromotionViewSet, BlockedSuggestionViewSet)
