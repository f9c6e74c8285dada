from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "campaigns.audit"
    label = "audit"
    verbose_name = _("Nhật ký an ninh")

    def ready(self) -> None:
        from campaigns.approvals import integrity  # models can be imported only now
        from campaigns.audit import rights, sign_ins
        from campaigns.audit.models import SecurityEvent

        sign_ins.connect()
        rights.connect()
        integrity.watch(SecurityEvent)
