"""`python -m bench.drill [NAME …]`: run all drills, or those named, one after the other.

A drill is a function that prints a table and raises `DrillError` when the site did not pass. To add one,
write its module beside this file and a row in `DRILLS`: name, function, the minutes after which it is ended.
"""

import argparse
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple

from bench.drill import databases, debian, pages, pythons
from bench.drill.faults import run as faults
from bench.drill.processes import DrillError


class Drill(NamedTuple):
    run: Callable[[], None]
    minutes: int
    covers: str


DRILLS = {
    "pythons": Drill(pythons.main, 90, "the quick tests under every Python on this machine"),
    "databases": Drill(databases.main, 90, "all tests of the database on SQLite and on PostgreSQL"),
    "debian13": Drill(debian.main, 60, "make run in an empty Debian 13 root"),
    "faults": Drill(faults.main, 40, "each part of a site killed, filled, locked or cut under load"),
    "pages": Drill(pages.main, 60, "search among 100,000 documents"),
}


def expire(_number: int, _frame: FrameType | None) -> None:
    raise DrillError("ran out of time")


def terminate(_number: int, _frame: FrameType | None) -> None:
    sys.exit(143)


def perform(name: str) -> bool:
    """Run one drill within its time; what it started ends with it."""
    drill = DRILLS[name]
    print(f"\n── {name}: {drill.covers}", flush=True)
    begin = time.monotonic()
    signal.alarm(drill.minutes * 60)
    try:
        drill.run()
    except DrillError as error:
        print(f"FAILED: {name}: {error}", flush=True)
        return False
    finally:
        signal.alarm(0)
    print(f"{name} passed in {time.monotonic() - begin:.0f} s", flush=True)
    return True


def main() -> int:
    listing = "\n".join(f"  {name:12}{drill.covers}" for name, drill in DRILLS.items())
    parser = argparse.ArgumentParser(
        prog="bench.drill", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=listing
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a drill, by default all of them")
    names = parser.parse_args().names or list(DRILLS)
    if unknown := [name for name in names if name not in DRILLS]:
        parser.error(f"no such drill: {', '.join(unknown)}. There are:\n{listing}")
    signal.signal(signal.SIGALRM, expire)
    signal.signal(signal.SIGTERM, terminate)
    # A shell that starts this in the background has SIGINT ignored, and its children would ignore it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    passed = [perform(name) for name in names]
    print(f"\n{sum(passed)} passed, {len(passed) - sum(passed)} failed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
