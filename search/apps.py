from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Tìm kiếm")

    def ready(self) -> None:
        # Models, and with them the list of page types, exist only now.
        from search import discovery, signals

        register(discovery.check_declared)
        signals.connect()
