"""Child processes that never outlive their drill."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

LAST_LINES = 30


class DrillError(Exception):
    """The site did not pass a drill, or the drill cannot run on this machine."""


def last_lines(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])


def end(process: subprocess.Popen[bytes], number: signal.Signals, seconds: float) -> bool:
    """Send a signal to a process and all its children; True if they ended within the time."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@contextmanager
def started(
    command: Sequence[str | Path], log: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a process group of its own, which is ended with the block.

    What it prints is added to the log, or shown where there is none.
    """
    with log.open("ab") if log else nullcontext() as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            env=environment,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        end(process, signal.SIGTERM, 15)
        end(process, signal.SIGKILL, 30)


def timed(
    command: Sequence[str | Path], log: Path | None = None, environment: Mapping[str, str] | None = None
) -> float:
    """Run a command that has to succeed; return the seconds it took."""
    begin = time.monotonic()
    with started(command, log, environment) as process:
        code = process.wait()
    if code:
        raise DrillError(f"{command[0]} ended with {code}\n{last_lines(log) if log else ''}")
    return time.monotonic() - begin
