from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from campaigns.demo.loader import Demo


class Command(BaseCommand):
    help = "Loads the demo site; what is there already, edited or not, is left alone."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        address = urlsplit(settings.SITE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        for step in Demo(address.hostname or "localhost", port).load():
            if options["verbosity"]:
                self.stdout.write(f"  {step}")
                self.stdout.flush()
