from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KitsConfig(AppConfig):
    name = "campaigns.kits"
    label = "kits"
    verbose_name = _("Bộ tài liệu")

    def ready(self) -> None:
        from campaigns.kits import orders  # models can be imported only now

        orders.connect()
