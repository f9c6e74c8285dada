from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.approvals import hash_chain


class Command(BaseCommand):
    help = "Checks an exported file of approval records by itself: no database, no network."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open(encoding="utf-8") as lines:
                found = [f"{line}: {problem}" for line, problem in hash_chain.verify(lines)]
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Không đọc được tệp: {error}") from error
        if found:
            raise CommandError("Hồ sơ có sai lệch:\n" + "\n".join(found))
        self.stdout.write("Hồ sơ nguyên vẹn.")
