"""How the process takes memory from the system."""

import ctypes

_M_MMAP_THRESHOLD = -3  # malloc.h of glibc
LARGE = 256 * 1024  # bytes


def give_large_blocks_back() -> None:
    """Have blocks of ``LARGE`` and more mapped alone, so that a freed picture leaves the process at once.

    glibc raises the bound to 32 MB by itself when such a block is freed; what stands behind the hole
    then keeps it (measured: 7-10 MB of a full kit). Other C libraries are left as they are.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_M_MMAP_THRESHOLD, LARGE)
