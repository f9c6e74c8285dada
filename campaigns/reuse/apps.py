from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReuseConfig(AppConfig):
    name = "campaigns.reuse"
    label = "reuse"
    verbose_name = _("Sử dụng và thu hồi")

    def ready(self) -> None:
        from campaigns.reuse import withdrawal_requests  # models can be imported only now

        withdrawal_requests.connect()
