"""``manage.py load_vocabulary``: places, audiences, topics … of ``cms/vocabulary/data``; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.vocabulary.loader import load_vocabulary


class Command(BaseCommand):
    help = "Nạp danh mục: địa bàn, đối tượng, chủ đề, kênh, phong trào, đặc điểm (chạy lại không đổi gì)."

    def handle(self, *args: Any, **options: Any) -> None:
        changes = load_vocabulary()
        if not options["verbosity"]:
            return
        if not changes:
            self.stdout.write(_("Danh mục đã đủ, không có gì thay đổi."))
        for change in changes:
            counts = {
                _("thêm"): change.added,
                _("sửa"): change.changed,
                _("thôi hiệu lực"): change.retired,
                _("bỏ"): change.removed,
            }
            summary = ", ".join(f"{word} {count}" for word, count in counts.items() if count)
            self.stdout.write(f"{change.model._meta.verbose_name}: {summary}")
