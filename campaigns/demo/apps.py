from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "campaigns.demo"
    label = "campaigns_demo"
    verbose_name = _("Dữ liệu mẫu")
