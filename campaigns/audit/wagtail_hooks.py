"""The menu item of the security log."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from campaigns.audit.views import may_read


class SecurityLogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register("register_reports_menu_item")
def security_log_menu_item() -> MenuItem:
    return SecurityLogMenuItem(_("Nhật ký an ninh"), reverse("security_log"), icon_name="lock", order=720)
