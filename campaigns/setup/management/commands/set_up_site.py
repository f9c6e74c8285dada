from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from campaigns.setup.layout import set_up_site, site_texts


class Command(BaseCommand):
    help = "Lays out the home page, its sections, the workflow and the administrators' group (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        address = urlsplit(settings.SITE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        set_up_site(site_texts(), address.hostname or "localhost", port)
        self.stdout.write("Trang chủ, chuyên mục, quy trình và nhóm quản trị đã sẵn sàng.")
