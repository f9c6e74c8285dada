from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "campaigns.editorial"
    label = "editorial"
    verbose_name = _("Biên tập")

    def ready(self) -> None:
        from campaigns.editorial import changed_facts, reminders  # models can be imported only now

        reminders.connect()
        changed_facts.connect()
