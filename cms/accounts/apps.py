from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    default = True
    verbose_name = _("Người dùng và đơn vị")

    def ready(self) -> None:
        from wagtail.admin.views.account import ChangePasswordPanel

        from cms import surroundings  # models can be imported only now
        from cms.accounts import forms, separation
        from cms.accounts.models import RoleGroup

        separation.connect()
        surroundings.watch(RoleGroup)
        # Wagtail has settings for its other two password forms.
        ChangePasswordPanel.form_class = forms.PasswordChangeForm


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management with the additional fields of staff accounts."""

    user_viewset = "cms.accounts.viewsets.StaffViewSet"
    group_viewset = "cms.accounts.viewsets.StaffGroupViewSet"
