from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Chiến dịch")

    def ready(self) -> None:
        from campaigns import notices, provenance, reminders  # models exist only now
        from media import guards

        notices.connect()
        reminders.connect()
        guards.register(provenance.reason_to_keep)
