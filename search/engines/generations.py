"""Directories of an embedded index: one for each generation, a pointer file and a write lock.

    <root>/current                         the name of the generation in use
    <root>/lock                            a kernel lock, released when a process dies
    <root>/<schema>-<format>-<time>-<x>/   one Tantivy index

Everything here is derived data: a deleted directory is rebuilt.
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from search.schema import fingerprint


class Generations:
    def __init__(self, root: Path) -> None:
        self.root = root
        # Another release of Tantivy may use another format: a new prefix causes a rebuild.
        release = "".join(version("tantivy").split(".")[:2])
        self.prefix = f"{fingerprint()}-t{release}-"

    @property
    def pointer(self) -> Path:
        return self.root / "current"

    def current(self) -> Path | None:
        """Return the generation in use; None before the first one or if its directory is missing."""
        try:
            path = self.root / self.pointer.read_text().strip()
        except FileNotFoundError:
            return None
        return path if path.is_dir() and path != self.root else None

    def state(self) -> tuple[int, ...]:
        """Return numbers that change whenever a reader must reopen the index."""
        try:
            pointer = self.pointer.stat()
            meta = (self.root / self.pointer.read_text().strip() / "meta.json").stat()
        except OSError:
            return ()
        return (pointer.st_mtime_ns, pointer.st_ino, meta.st_mtime_ns, meta.st_ino, meta.st_size)

    def create(self) -> Path:
        """Create an empty directory of this schema, not in use yet."""
        name = f"{self.prefix}{time.strftime('%Y%m%d%H%M%S')}-{secrets.token_hex(3)}"
        path = self.root / name
        path.mkdir(parents=True)
        return path

    def point_to(self, path: Path) -> None:
        """Put a generation in use atomically, keep the previous one, delete those before."""
        previous = self.current()
        draft = self.root / f"current.{secrets.token_hex(4)}"
        draft.write_text(path.name)
        os.replace(draft, self.pointer)
        in_use = {path.name, *([previous.name] if previous else [])}
        for old in self.root.iterdir():
            if old.is_dir() and old.name not in in_use and _age(old) > 3600:
                self.drop(old)

    def previous(self) -> Path | None:
        """Return the newest generation of this schema that is not in use."""
        current = self.current()
        others = [path for path in self.root.glob(f"{self.prefix}*") if path.is_dir() and path != current]
        return max(others, key=lambda path: path.stat().st_mtime, default=None)

    def drop(self, path: Path) -> None:
        shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def lock(self, wait: bool) -> Iterator[bool]:
        """Lock this root for writing; yields False at once if it is locked and ``wait`` is False."""
        self.root.mkdir(parents=True, exist_ok=True)
        with open(self.root / "lock", "a", encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime
