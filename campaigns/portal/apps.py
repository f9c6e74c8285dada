from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "campaigns.portal"
    label = "portal"
    verbose_name = _("Cổng thông tin")

    def ready(self) -> None:
        from campaigns.portal import permissions, signals  # models are loaded only now

        permissions.connect()
        signals.connect()
