"""Load the initial settings of search; may be repeated."""

from typing import Any

from django.core.management.base import BaseCommand

from search.defaults import load_defaults


class Command(BaseCommand):
    help = "Nạp từ đồng nghĩa, thẻ đường dây nóng và từ không gợi ý ban đầu."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã nạp {load_defaults()} mục.")
