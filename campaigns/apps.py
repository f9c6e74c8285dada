from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Chiến dịch")

    def ready(self) -> None:
        from campaigns import (
            audit,
            files,
            notices,
            radar,
            reminders,
            requests,
            serving,
        )  # models exist only now
        from campaigns.kits import orders
        from cms.signals import minute_tick
        from media import guards
        from media import serving as uploads

        notices.connect()
        reminders.connect()
        radar.connect()
        audit.connect()
        requests.connect()
        minute_tick.connect(orders.forget_old, dispatch_uid="campaigns.forget_old_kits")
        guards.register(files.reason_to_keep)
        uploads.register(serving.judge)
