from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "campaigns.site"
    label = "campaigns_site"
    verbose_name = _("Trang công khai")

    def ready(self) -> None:
        from campaigns.models import Alert, Hotline  # models can be imported only now
        from cms.models import SiteSettings
        from cms.surroundings import watch

        watch(Alert, Hotline, SiteSettings)
