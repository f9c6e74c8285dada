from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FileTextConfig(AppConfig):
    name = "cms.file_text"
    verbose_name = _("Chữ trong tệp")

    def ready(self) -> None:
        # Models exist only now.
        from cms.file_text import signals

        signals.connect()
