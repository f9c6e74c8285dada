from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "campaigns.approvals"
    label = "approvals"
    verbose_name = _("Phê duyệt")

    def ready(self) -> None:
        # Models can be imported only now.
        from campaigns.approvals import (
            boundaries,
            explorer,
            files,
            integrity,
            notifications,
            references,
            responses,
        )
        from media import guards, serving

        notifications.connect()
        integrity.connect()
        guards.register(files.reason_to_keep)
        serving.register(responses.refuse_file)
        serving.register_draft_check(responses.stands_in_own_draft)
        boundaries.connect()
        explorer.connect()
        references.connect()
