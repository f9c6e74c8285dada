"""Snippets of the menu “Điều hành”.

Alerts, hotlines, themes, outdated phrases, banner sizes, partner sites.
"""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from campaigns.editorial.models import OutdatedPhrase
from campaigns.editorial.views.hotlines import HotlineCopyView, HotlineCreateView, HotlineEditView
from campaigns.kits.models import BannerSize
from campaigns.models import Alert, Hotline, Theme
from campaigns.reuse.models import PartnerOrigin
from cms.record_permissions import RecordPermissionViewSetMixin


class AlertViewSet(RecordPermissionViewSetMixin, SnippetViewSet):
    model = Alert
    icon = "warning"
    list_display = ["text", "department", "starts_at", "ends_at"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        policy = policy_registry.get_by_type(Alert)
        permitted = policy.instances_user_has_any_permission_for(request.user, ["change", "delete"])
        return permitted.select_related("department")


def _checked_on(line: Hotline) -> str:
    return date_format(line.verified_on, "SHORT_DATE_FORMAT") if line.verified_on else "–"


class HotlineViewSet(SnippetViewSet):
    model = Hotline
    icon = "mobile-alt"
    add_view_class = HotlineCreateView
    copy_view_class = HotlineCopyView
    edit_view_class = HotlineEditView
    list_display = [
        "number",
        "name",
        Column("verified_on", label=_("Kiểm tra ngày"), accessor=_checked_on, sort_key="verified_on"),
        BooleanColumn("is_primary", label=_("Hiện trên mọi trang"), sort_key="is_primary"),
        BooleanColumn("live", label=_("Đang hiện"), sort_key="live"),
    ]


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "openquote"
    list_display = ["year", "text", "source"]
    panels = [
        FieldPanel("year"),
        FieldPanel("text"),
        FieldPanel("english"),
        FieldRowPanel([FieldPanel("source"), PageChooserPanel("source_document")]),
        FieldPanel("doubt"),
    ]


class BannerSizeViewSet(SnippetViewSet):
    model = BannerSize
    icon = "expand-right"
    list_display = ["__str__"]
    panels = [FieldRowPanel([FieldPanel("width"), FieldPanel("height")])]


class PartnerOriginViewSet(SnippetViewSet):
    model = PartnerOrigin
    icon = "globe"
    list_display = ["origin", "organisation", "contact", BooleanColumn("is_active", label=_("Đang dùng"))]


class OutdatedPhraseViewSet(SnippetViewSet):
    model = OutdatedPhrase
    icon = "warning"
    list_display = ["phrase", "replacement", "since", BooleanColumn("is_settled", label=_("Đã xử lý xong"))]


class CampaignGroup(SnippetViewSetGroup):
    menu_label = _("Điều hành")
    menu_icon = "cogs"
    menu_order = 150
    items = (
        AlertViewSet,
        HotlineViewSet,
        ThemeViewSet,
        OutdatedPhraseViewSet,
        BannerSizeViewSet,
        PartnerOriginViewSet,
    )
