"""The form of a connection; the secret is entered here and never shown again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from campaigns.models import ContentPage
from campaigns.models.structure import content_models
from campaigns.portal.http.addresses import host_and_port, origin
from campaigns.portal.models import Delivery, PortalConnection, deliveries, has_items
from campaigns.portal.outgoing import portal_uses
from campaigns.portal.permissions import configurable_departments, may_configure_site_portals
from campaigns.reuse.models import PartnerOrigin, origin_of
from cms.normalise import typed
from cms.stale_forms.forms import VersionedForm

SHORTEST_SECRET = 16
# The page of hotlines is not sent: it changes with its records.
SENT = [model for model in content_models() if model.is_pushed]


def portal_identity(values: Mapping[str, Any]) -> tuple[str, str]:
    """Return what identifies a portal: its server, and for all but webhooks the path on it."""
    address = str(values.get("address") or "").strip()
    is_receiver = values.get("kind") == PortalConnection.Kind.WEBHOOK
    return host_and_port(address), "" if is_receiver else urlsplit(address).path.rstrip("/")


def category_field(kind: type[ContentPage]) -> str:
    return f"category_{str(kind.search_kind).replace('-', '_')}"


def tags_field(kind: type[ContentPage]) -> str:
    return f"tags_{str(kind.search_kind).replace('-', '_')}"


class ConnectionForm(VersionedForm, WagtailAdminModelForm):
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu ứng dụng hoặc khóa chung"),
        required=False,
        strip=True,
        max_length=300,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "WordPress: mật khẩu ứng dụng (Hồ sơ → Mật khẩu ứng dụng), không phải mật khẩu đăng nhập. "
            "Webhook và trang Chung Tay: khóa chung, ít nhất 16 ký tự, hai bên ghi giống nhau. "
            "Được mã hóa khi lưu và không hiện lại. Để trống khi không đổi."
        ),
    )
    automatic_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Tự gửi ngay khi công bố"),
        required=False,
        choices=[(str(kind.search_kind), kind.kind_label) for kind in SENT],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Loại không đánh dấu chỉ đi khi biên tập bấm “Gửi lên cổng”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        department: Any = self.fields["department"]
        department.queryset = configurable_departments(self.for_user)
        department.required = not may_configure_site_portals(self.for_user)
        self.initial["automatic_kinds"] = self.instance.automatic
        for kind in SENT:
            mapped = self.instance.mapping.get(str(kind.search_kind), {})
            self.initial[category_field(kind)] = mapped.get("category", "")
            self.initial[tags_field(kind)] = ", ".join(mapped.get("tags", []))
        # As it is stored: validation assigns the new values to the instance.
        self.before = PortalConnection.objects.filter(pk=self.instance.pk).first()

    def related_values(self, record: PortalConnection) -> dict[str, Any]:
        """The secret, which two people may have set."""
        return {"secret": record.encrypted_secret}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        secret = data.get("password", "")
        if not secret and not self.instance.encrypted_secret:
            self.add_error("password", _("Nhập mật khẩu ứng dụng hoặc khóa chung."))
        elif not secret and self._goes_elsewhere(data):
            # Otherwise a user who may change the address could have the stored password sent to any server.
            self.add_error("password", _("Địa chỉ hoặc tài khoản đã đổi: nhập lại mật khẩu."))
        if secret and data.get("kind") != PortalConnection.Kind.WORDPRESS and len(secret) < SHORTEST_SECRET:
            self.add_error("password", _("Khóa chung cần ít nhất 16 ký tự."))
        if self.before is not None and has_items(self.before):
            for name in self._moved(data):
                self.add_error(
                    name,
                    _("Trên cổng còn bài của đơn vị. Gỡ hết các bài đó, hoặc lập kết nối khác cho cổng mới."),
                )
        return data

    def _moved(self, data: dict[str, Any]) -> list[str]:
        """Return the fields whose change makes it another portal, where the numbers of posts differ."""
        before = self.before
        if before is None:
            return []
        names = [
            name for name in ("kind", "department", "organisation") if data.get(name) != getattr(before, name)
        ]
        return [*names, "address"] if portal_identity(data) != portal_identity(vars(before)) else names

    def clean_department(self) -> Any:
        department = self.cleaned_data["department"]
        if department is None and not may_configure_site_portals(self.for_user):
            raise ValidationError(_("Chọn đơn vị của bạn."))
        return department

    def _goes_elsewhere(self, data: dict[str, Any]) -> bool:
        """Return whether the stored password would be sent to another server or account."""
        before = self.before
        if before is None:
            return False
        elsewhere = origin(before.address) != origin(data.get("address", ""))
        return elsewhere or before.username != data.get("username", "")

    def save(self, commit: bool = True) -> PortalConnection:
        data = self.cleaned_data
        if data["password"]:
            self.instance.secret = data["password"]
        self.instance.automatic = data["automatic_kinds"]
        self.instance.mapping = {
            str(kind.search_kind): {
                "category": typed(
                    data[category_field(kind)].strip(), self.fields[category_field(kind)].label
                ),
                "tags": [tag.strip() for tag in typed(data[tags_field(kind)]).split(",") if tag.strip()],
            }
            for kind in SENT
            if data[category_field(kind)].strip() or data[tags_field(kind)].strip()
        }
        self.instance.paused_until = None
        moved = bool(self._moved(data))
        saved: PortalConnection = super().save(commit)
        if moved:
            # No item is on the old portal any more, and its numbers mean nothing on the new one.
            deliveries(target=saved.target).update(
                state=Delivery.State.NONE,
                remote_id="",
                link="",
                marker="",
                digest="",
                is_uncertain=False,
                drift="",
            )
        elif self.before is not None and self.before.address != saved.address:
            portal_uses.readdress(saved, self.before)
        # Content that the portal embeds counts as a use by the same organisation.
        PartnerOrigin.objects.get_or_create(
            origin=origin_of(saved.address), defaults={"organisation": saved.organisation}
        )
        return saved


for _kind in SENT:
    ConnectionForm.base_fields[category_field(_kind)] = ConnectionForm.declared_fields[
        category_field(_kind)
    ] = forms.CharField(
        label=format_lazy("{} – {}", _kind.kind_label, gettext_lazy("chuyên mục trên cổng")),
        required=False,
        max_length=120,
    )
    ConnectionForm.base_fields[tags_field(_kind)] = ConnectionForm.declared_fields[tags_field(_kind)] = (
        forms.CharField(
            label=format_lazy("{} – {}", _kind.kind_label, gettext_lazy("thẻ, cách nhau bằng dấu phẩy")),
            required=False,
            max_length=200,
        )
    )
