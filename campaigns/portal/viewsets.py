"""Connections in the admin: add, change, remove. What they carry is on pages of its own."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.portal.forms import SENT, ConnectionForm, category_field, tags_field
from campaigns.portal.models import PortalConnection
from campaigns.portal.permissions import visible
from cms.record_permissions import limit_to_permitted


class OwnIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[PortalConnection]:
        return visible(self.request.user)


class ConnectionViewSet(ModelViewSet):
    model = PortalConnection
    name = "portal_connections"
    url_prefix = "cong/ket-noi"
    icon = "globe"
    add_to_admin_menu = False
    # A copy would come without its secret, or with it.
    copy_view_enabled = False
    index_view_class = OwnIndexView
    edit_view_class = limit_to_permitted(EditView)
    delete_view_class = limit_to_permitted(DeleteView, "delete")
    history_view_class = limit_to_permitted(HistoryView)
    usage_view_class = limit_to_permitted(UsageView)
    list_display = ["name", "kind", "organisation", "department", "is_active"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("is_active")]),
                    FieldPanel("organisation"),
                    FieldPanel("department"),
                ],
                heading=_("Cổng của ai"),
            ),
            MultiFieldPanel(
                [FieldPanel("address"), FieldPanel("username"), FieldPanel("password")],
                heading=_("Địa chỉ và đăng nhập"),
            ),
            FieldPanel("automatic_kinds"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel(category_field(kind)), FieldPanel(tags_field(kind))])
                    for kind in SENT
                ],
                heading=_("Mỗi loại vào chuyên mục nào"),
                help_text=_(
                    "Để trống: dùng tên loại nội dung. Chuyên mục chưa có trên WordPress sẽ được tạo."
                ),
            ),
        ],
        base_form_class=ConnectionForm,
    )


connection_viewset = ConnectionViewSet()
