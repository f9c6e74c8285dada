from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Tìm kiếm")

    def ready(self) -> None:
        # Imported here: models, and with them the page types, exist only now.
        from search import discovery, signals

        if settings.ELASTICSEARCH_URL:
            # Imported at start-up: it takes a second, which no reader should wait for.
            import_module("search.engines.elastic")
        register(discovery.check_declared)
        signals.connect()
