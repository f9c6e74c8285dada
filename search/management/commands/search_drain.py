"""Deliver waiting changes, from a timer on a web host without a worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.expiry import remove_expired
from search.models import IndexRow
from search.sync import deliver, local_targets


class Command(BaseCommand):
    help = "Chuyển các thay đổi đang chờ vào chỉ mục tìm kiếm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", action="store_true", help="thử lại cả những mục đã dừng thử")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"]:
            IndexRow.objects.retry()
        remove_expired()
        for target in local_targets():
            done = deliver(target)
            waiting = IndexRow.objects.filter(target=target).pending().count()
            self.stdout.write(f"{target}: {done} mục đã chuyển, {waiting} mục còn chờ")
