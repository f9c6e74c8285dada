"""Password hashing that leaves the processor to readers."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.contrib.auth.hashers import PBKDF2PasswordHasher

# A third of the share of a thread that serves a page.
NICENESS = 5


def _give_way() -> None:
    # Linux has priorities of single threads; elsewhere the hash runs as before.
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


_thread = ThreadPoolExecutor(1, "password", initializer=_give_way)


class BackgroundPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """Django's hasher in a thread of low priority, one hash at a time; the hashes are the same."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        return _thread.submit(partial(super().encode, password, salt, iterations)).result()
