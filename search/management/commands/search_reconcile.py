"""Compare each index with the database, print the differences and repair them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.rebuild import compare
from search.sync import local_targets, repair

SHOWN = 20


class Command(BaseCommand):
    help = "So chỉ mục tìm kiếm với cơ sở dữ liệu, in chỗ lệch và sửa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="chỉ in, không sửa")

    def handle(self, *args: Any, **options: Any) -> None:
        for target in local_targets():
            try:
                difference = compare(target)
            except EngineError as error:
                raise CommandError(f"{target}: {error}") from error
            for label, keys in (
                ("thiếu", difference.missing),
                ("thừa", difference.extra),
                ("cũ", difference.stale),
            ):
                if keys:
                    more = " …" if len(keys) > SHOWN else ""
                    self.stdout.write(f"{target}: {len(keys)} mục {label}: {', '.join(keys[:SHOWN])}{more}")
            if not difference:
                self.stdout.write(f"{target}: khớp")
            elif not options["dry_run"]:
                self.stdout.write(f"{target}: đã sửa {repair(target, difference)} mục")
