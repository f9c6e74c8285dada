from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "campaigns.site"
    label = "campaigns_site"
    verbose_name = _("Trang công khai")
