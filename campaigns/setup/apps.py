from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SetupConfig(AppConfig):
    name = "campaigns.setup"
    label = "campaigns_setup"
    verbose_name = _("Thiết lập")
