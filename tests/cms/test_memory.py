"""Large blocks go back to the system."""

import platform
import subprocess
import sys

import pytest

PROBE = """
import ctypes, django
django.setup()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
class Info(ctypes.Structure):
    # mallinfo2 of malloc.h: ten figures, the fourth counts the blocks that are mapped alone.
    _fields_ = [("others", ctypes.c_size_t * 3), ("hblks", ctypes.c_size_t), ("rest", ctypes.c_size_t * 6)]
libc.mallinfo2.restype = Info
libc.free(libc.malloc(30 << 20))
before = libc.mallinfo2().hblks
libc.malloc(1 << 20)
print(libc.mallinfo2().hblks - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="an option of glibc")
def test_a_large_block_is_mapped_alone_also_after_a_larger_one_was_freed() -> None:
    result = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["1"]
