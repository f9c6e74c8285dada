"""Reads files in a process of its own, so that no file takes more memory or time than it is given."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from cms.file_text.extraction import PLAIN, extract_text
from cms.file_text.states import Extraction, State, TooLargeError

logger = logging.getLogger(__name__)

# Address space of the process in bytes: 170 MB are its libraries.
MEMORY = 768 * 1024 * 1024
# Reading stops by itself after its time; a call into a library that never returns is ended so much later.
GRACE = 3
_ROOT = Path(__file__).resolve().parents[2]


def read_isolated(file: BinaryIO, extension: str, seconds: float) -> Extraction:
    """The result of ``extract_text``; ``State.TOO_LARGE`` if reading took too much memory or time."""
    if extension in PLAIN:
        return extract_text(file, extension)
    command = [sys.executable, "-m", "cms.file_text.isolation", extension, str(seconds)]
    # The environment holds keys and passwords; reading needs the path of LibreOffice only.
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_ROOT)}
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            done = subprocess.run(  # noqa: S603
                command, stdin=copy, capture_output=True, timeout=seconds + GRACE, check=True, env=environment
            )
            text, state, detail = json.loads(done.stdout)
        except (subprocess.SubprocessError, ValueError) as error:
            logger.warning("A %s file took too much memory or time: %s", extension, error)
            return Extraction("", State.TOO_LARGE)
    return Extraction(text, State(state), detail)


def read_here(file: BinaryIO, extension: str, seconds: float) -> Extraction:
    """The result of ``extract_text`` in this process, for tests."""
    return extract_text(file, extension)


def _limit_memory() -> None:
    """Bound the address space; without effect where the system has no such limit."""
    try:
        resource = __import__("resource")
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, OSError, ValueError):
        pass


def limit_time(seconds: float) -> None:
    """Stop reading after so long, so that the text up to there is kept; 0 lifts the limit."""

    def stop(*_: Any) -> None:
        raise TooLargeError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Read standard input as a file of the given extension and print its text, state and detail."""
    extension, seconds = sys.argv[1:]
    _limit_memory()
    limit_time(float(seconds))
    result = extract_text(sys.stdin.buffer, extension)
    limit_time(0)
    json.dump([result.text, result.state, result.detail], sys.stdout)


if __name__ == "__main__":
    main()
