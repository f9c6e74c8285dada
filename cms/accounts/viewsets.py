"""Accounts and organisations in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.users.views import groups, users

from cms.accounts.forms import StaffCreationForm, StaffEditForm, StaffGroupForm
from cms.accounts.models import Organisation
from cms.accounts.views import password_link


class StaffCreateView(users.CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"editor": self.request.user}

    def get_success_url(self) -> str:
        """The new account has no password yet: its owner gets a link next."""
        return reverse("wagtailusers_users:password_link", args=[self.object.pk])


class StaffEditView(users.EditView):
    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"editor": self.request.user}


class StaffViewSet(users.UserViewSet):
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    # A copy would take over groups, and with them who may approve.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return StaffEditForm if for_update else StaffCreationForm

    def get_urlpatterns(self) -> list[Any]:
        own = path(f"password-link/<{self.pk_path_converter}:pk>/", password_link, name="password_link")
        return [*super().get_urlpatterns(), own]


class StaffGroupViewSet(groups.GroupViewSet):
    def get_form_class(self, for_update: bool = False) -> type:
        return StaffGroupForm


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Đơn vị")
    menu_order = 610
    add_to_settings_menu = True
    list_display = ["name", "kind", "region", "successor"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("kind")]),
        FieldPanel("parent"),
        FieldPanel("region"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("successor"),
    ]
