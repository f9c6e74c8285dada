"""Encrypt every stored secret with the first key of ``CREDENTIALS_KEY``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.portal.models import PortalConnection
from campaigns.portal.vault import SealBrokenError, resealed


class Command(BaseCommand):
    help = (
        "Đổi khóa: đặt CREDENTIALS_KEY là 'khóa mới,khóa cũ', chạy lệnh này, rồi bỏ khóa cũ. "
        "Không mật khẩu nào hiện ra."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = []
        for connection in PortalConnection.objects.exclude(sealed=""):
            try:
                sealed = resealed(connection.sealed)
            except SealBrokenError:
                broken.append(str(connection))
                continue
            # Only over what was read: a secret entered meanwhile is newer.
            PortalConnection.objects.filter(pk=connection.pk, sealed=connection.sealed).update(sealed=sealed)
        if broken:
            raise CommandError(
                f"Không mở được mật khẩu của: {', '.join(broken)}. Nhập lại trong từng kết nối."
            )
        self.stdout.write("Mọi mật khẩu đã mã hóa bằng khóa mới.")
