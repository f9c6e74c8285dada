"""Encryption of stored credentials with the keys of ``CREDENTIALS_KEY``.

The setting holds one key or several, separated by commas: the first encrypts, all decrypt. To change
the key, put the new one in front and run ``portal_rekey``.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _


class DecryptionError(Exception):
    """None of the configured keys decrypts the stored secret; the message says what to do."""


def _keys() -> MultiFernet:
    keys = [part.strip() for part in str(settings.CREDENTIALS_KEY).split(",") if part.strip()]
    if not keys:
        raise ImproperlyConfigured("CREDENTIALS_KEY: đặt khóa mã hóa thông tin đăng nhập đã lưu.")
    # Derived, so that a key made for another purpose, or of another length, can be used.
    derived = (
        hashlib.blake2b(key.encode(), digest_size=32, person=b"chungtay-portal").digest() for key in keys
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def encrypt(secret: str) -> str:
    """Return the secret as it is stored; "" stays ""."""
    return _keys().encrypt(secret.encode()).decode() if secret else ""


def decrypt(stored: str) -> str:
    """Return the secret; raises ``DecryptionError`` when no key fits."""
    if not stored:
        return ""
    try:
        return _keys().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise DecryptionError(
            _("Không mở được mật khẩu đã lưu: khóa CREDENTIALS_KEY đã đổi. Nhập lại mật khẩu của kết nối.")
        ) from error


def reencrypt(stored: str) -> str:
    """Return the same secret under the first key; raises ``DecryptionError`` when no key fits."""
    return encrypt(decrypt(stored))
