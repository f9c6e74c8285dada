from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    default = True
    verbose_name = _("Người dùng và đơn vị")

    def ready(self) -> None:
        from wagtail.admin.views.account import ChangePasswordPanel

        from cms.accounts import forms, separation  # models can be imported only now

        separation.connect()
        # Wagtail has settings for its other two password forms.
        ChangePasswordPanel.form_class = forms.PasswordChangeForm


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management with the additional fields of staff accounts."""

    user_viewset = "cms.accounts.viewsets.StaffViewSet"
    group_viewset = "cms.accounts.viewsets.StaffGroupViewSet"
