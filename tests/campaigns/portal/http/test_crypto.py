"""Stored secrets are encrypted and survive a change of keys."""

from typing import Any

import pytest

from campaigns.portal.http import crypto
from tests.campaigns.portal.conftest import SECRET

pytestmark = pytest.mark.django_db


def test_a_key_is_rotated_without_losing_secrets(connect: Any, settings: Any) -> None:
    connection = connect("https://cong.example.vn/")
    old = settings.CREDENTIALS_KEY
    settings.CREDENTIALS_KEY = f"khoa-moi-hoan-toan-khac,{old}"
    assert connection.secret == SECRET
    connection.encrypted_secret = crypto.reencrypt(connection.encrypted_secret)
    settings.CREDENTIALS_KEY = "khoa-moi-hoan-toan-khac"
    assert connection.secret == SECRET
    settings.CREDENTIALS_KEY = old
    with pytest.raises(crypto.DecryptionError, match="CREDENTIALS_KEY"):
        _secret = connection.secret
