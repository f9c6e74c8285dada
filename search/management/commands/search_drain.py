"""Deliver what is waiting: for a timer on a web host that runs no worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.expiry import pass_expired
from search.models import IndexRow
from search.sync import deliver, own_targets


class Command(BaseCommand):
    help = "Chuyển các thay đổi đang chờ vào chỉ mục tìm kiếm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", action="store_true", help="thử lại cả những mục đã dừng thử")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"]:
            IndexRow.objects.retry()
        pass_expired()
        for target in own_targets():
            done = deliver(target)
            waiting = IndexRow.objects.filter(target=target).pending().count()
            self.stdout.write(f"{target}: {done} mục đã chuyển, {waiting} mục còn chờ")
