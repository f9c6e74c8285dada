"""Password hashes are Django's own, made one at a time in a thread that gives way to readers."""

import os
import sys
import threading
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from cms.accounts import hashers


def test_the_hash_is_that_of_django() -> None:
    ours = hashers.BackgroundPBKDF2PasswordHasher().encode("mận chín", "muoi", 10)
    assert ours == PBKDF2PasswordHasher().encode("mận chín", "muoi", 10)


@pytest.mark.skipif(sys.platform != "linux", reason="priorities of threads")
def test_hashing_has_a_low_priority_and_one_thread(monkeypatch: Any) -> None:
    seen: list[tuple[int, int]] = []

    def encode(self: Any, *args: Any) -> str:
        thread = threading.get_native_id()
        seen.append((thread, os.getpriority(os.PRIO_PROCESS, thread)))
        return "x"

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
    for _time in range(2):
        hashers.BackgroundPBKDF2PasswordHasher().encode("a", "b", 1)
    assert seen[0] == seen[1] and seen[0][0] != threading.get_native_id()
    assert seen[0][1] >= hashers.NICENESS


def test_the_site_hashes_this_way() -> None:
    from cms.settings import base

    assert base.PASSWORD_HASHERS == ["cms.accounts.hashers.BackgroundPBKDF2PasswordHasher"]
