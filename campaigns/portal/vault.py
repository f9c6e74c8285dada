"""Secrets at rest: encrypted with the keys of ``CREDENTIALS_KEY``, readable by nobody but the code.

The setting holds one key or several, parted by commas: the first encrypts, all decrypt, so that a
key is changed by putting the new one in front and running ``portal_rekey``.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _


class SealBrokenError(Exception):
    """What was stored cannot be opened with the keys that are set; the message says what to do."""


def _keys() -> MultiFernet:
    keys = [part.strip() for part in str(settings.CREDENTIALS_KEY).split(",") if part.strip()]
    if not keys:
        raise ImproperlyConfigured("CREDENTIALS_KEY: đặt khóa mã hóa thông tin đăng nhập đã lưu.")
    # Derived, so that a key made for another purpose, or of another length, does no harm here.
    derived = (
        hashlib.blake2b(key.encode(), digest_size=32, person=b"chungtay-portal").digest() for key in keys
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def seal(secret: str) -> str:
    """The secret as it is stored; "" stays ""."""
    return _keys().encrypt(secret.encode()).decode() if secret else ""


def opened(stored: str) -> str:
    """The secret again. Raises ``SealBrokenError`` when no key fits."""
    if not stored:
        return ""
    try:
        return _keys().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise SealBrokenError(
            _("Không mở được mật khẩu đã lưu: khóa CREDENTIALS_KEY đã đổi. Nhập lại mật khẩu của kết nối.")
        ) from error


def resealed(stored: str) -> str:
    """The same secret under the first key. Raises ``SealBrokenError`` when no key fits."""
    return seal(opened(stored))
