"""Admin views to add, change and delete connections."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.portal.models import PortalConnection
from campaigns.portal.permissions import visible_connections
from campaigns.portal.views.forms import SENT, ConnectionForm, category_field, tags_field
from cms.record_permissions import RecordPermissionViewSetMixin


class ConnectionIndexView(IndexView):
    """The list of the connections that the user may see."""

    def get_base_queryset(self) -> QuerySet[PortalConnection]:
        return visible_connections(self.request.user)


class ConnectionViewSet(RecordPermissionViewSetMixin, ModelViewSet):
    """Connections, each editable by the editors of its department and by administrators."""

    model = PortalConnection
    name = "portal_connections"
    url_prefix = "cong/ket-noi"
    icon = "globe"
    add_to_admin_menu = False
    # A copy would lose its secret, or duplicate it.
    copy_view_enabled = False
    index_view_class = ConnectionIndexView
    list_display = [
        "name",
        "kind",
        "organisation",
        "department",
        BooleanColumn("is_active", label=_("Đang dùng")),
    ]
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
