"""Build a new search index beside the one in use and swap it in atomically."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.rebuild import BusyError, compare
from search.sync import local_targets, rebuild, repair, restore_previous

WIDTH = 40


class Command(BaseCommand):
    help = "Lập lại chỉ mục tìm kiếm; trang vẫn chạy, bản cũ được giữ để quay lại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--target", choices=local_targets(), help="chỉ một chỉ mục")
        parser.add_argument("--back", action="store_true", help="quay lại chỉ mục trước, rồi cập nhật nó")

    def handle(self, *args: Any, **options: Any) -> None:
        for target in [options["target"]] if options["target"] else local_targets():
            try:
                if options["back"]:
                    self._back(target)
                    continue
                count = rebuild(target, self._bar(target, options["verbosity"]))
            except EngineError as error:
                raise CommandError(f"{target}: {error}") from error
            except BusyError as error:
                raise CommandError(f"{target}: nơi khác đang ghi chỉ mục này, mời chạy lại sau.") from error
            self.stdout.write(self.style.SUCCESS(f"{target}: {count} mục"))

    def _back(self, target: str) -> None:
        """Restore the previous index, compare it with the database and repair the differences."""
        if not restore_previous(target):
            raise CommandError(f"{target}: không còn bản trước để quay lại.")
        repaired = repair(target, compare(target))
        self.stdout.write(self.style.SUCCESS(f"{target}: đã quay lại bản trước, cập nhật {repaired} mục"))

    def _bar(self, target: str, verbosity: int) -> Any:
        """Return a progress bar for a terminal, nothing elsewhere."""
        if verbosity == 0 or not self.stdout.isatty():
            return lambda done, total: None

        def show(done: int, total: int) -> None:
            full = WIDTH * done // max(total, 1)
            bar = "█" * full + "·" * (WIDTH - full)
            self.stdout.write(f"\r{target} {bar} {done}/{total}", ending="" if done < total else "\n")
            self.stdout.flush()

        return show
