"""Deliver to the portals now, in this process, and print the results."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from campaigns.portal.models import PortalConnection, deliveries
from campaigns.portal.outgoing.delivery import deliver


class Command(BaseCommand):
    help = "Gửi ngay những gì đang chờ lên các cổng; --retry: gửi lại cả những mục đã dừng thử."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", action="store_true", help="gửi lại cả mục đã dừng thử")

    def handle(self, *args: Any, **options: Any) -> None:
        for connection in PortalConnection.objects.filter(is_active=True):
            rows = deliveries(target=connection.target)
            if options["retry"]:
                rows.retry()
                PortalConnection.objects.filter(pk=connection.pk).update(paused_until=None)
            sent = deliver(connection.pk)
            waiting, stopped = rows.pending().filter(dead=False).count(), rows.dead_letters().count()
            self.stdout.write(f"{connection}: đã gửi {sent}, đang chờ {waiting}, đã dừng thử {stopped}")
            connection.refresh_from_db()
            if connection.is_paused(timezone.now()):
                self.stdout.write(f"  tạm nghỉ: {connection.answer}")
