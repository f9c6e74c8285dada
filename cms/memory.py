"""Lowers glibc's mmap threshold so that image buffers return to the operating system."""

import ctypes

_M_MMAP_THRESHOLD = -3  # malloc.h of glibc
MMAP_THRESHOLD = 256 * 1024  # bytes


def lower_mmap_threshold() -> None:
    """Allocate blocks of ``MMAP_THRESHOLD`` bytes and more by mmap, so that free() unmaps them.

    glibc raises the threshold up to 32 MB when such a block is freed, and the heap then cannot shrink
    (measured: 7-10 MB of a full kit). Other C libraries are not changed.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_M_MMAP_THRESHOLD, MMAP_THRESHOLD)
