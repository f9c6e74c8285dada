"""Encrypt every stored secret with the first key of ``CREDENTIALS_KEY``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.portal.http.crypto import DecryptionError, reencrypt
from campaigns.portal.models import PortalConnection


class Command(BaseCommand):
    help = (
        "Đổi khóa: đặt CREDENTIALS_KEY là 'khóa mới,khóa cũ', chạy lệnh này, rồi bỏ khóa cũ. "
        "Không mật khẩu nào hiện ra."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = []
        for connection in PortalConnection.objects.exclude(encrypted_secret=""):
            try:
                encrypted_secret = reencrypt(connection.encrypted_secret)
            except DecryptionError:
                broken.append(str(connection))
                continue
            # Only over what was read: a secret entered meanwhile is newer.
            PortalConnection.objects.filter(
                pk=connection.pk, encrypted_secret=connection.encrypted_secret
            ).update(encrypted_secret=encrypted_secret)
        if broken:
            raise CommandError(
                f"Không mở được mật khẩu của: {', '.join(broken)}. Nhập lại trong từng kết nối."
            )
        self.stdout.write("Mọi mật khẩu đã mã hóa bằng khóa mới.")
