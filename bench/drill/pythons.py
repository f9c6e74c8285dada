"""The quick tests under every Python from 3.11 to 3.14 on this machine, each in an environment of its own."""

import os
import re
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.drill.processes import DrillError, last_lines, started, timed
from bench.search.tables import table

ROOT = Path(__file__).resolve().parents[2]
QUICK = "not database and not slow and not browser and not elasticsearch and not wordpress"
COUNTED = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")


def interpreters() -> list[str]:
    """All that `bin/pythons` finds, the newest first."""
    answer = subprocess.run([ROOT / "bin/pythons", "all"], capture_output=True, text=True, check=True)
    return answer.stdout.split()


def version(python: str) -> str:
    return subprocess.run(
        [python, "-c", "import platform; print(platform.python_version())"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


class Outcome(NamedTuple):
    python: str
    passed: int
    failed: int
    skipped: int
    seconds_to_install: int
    seconds_of_tests: int


def quick_tests(python: str, folder: Path) -> Outcome:
    """Install the libraries into an environment in the folder and run the tests from it."""
    name, log = version(python), folder / "log"
    fresh = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONHOME")}
    requirements = ROOT / "requirements/dev.txt"
    timed([python, "-m", "venv", folder / "venv"], log, fresh)
    pip = [folder / "venv/bin/python", "-m", "pip", "install", "--quiet", "--no-compile"]
    installed = timed([*pip, "--require-hashes", "-r", requirements], log, fresh)
    begin = time.monotonic()
    pytest = [folder / "venv/bin/pytest", "--rootdir", ROOT, "-c", ROOT / "pyproject.toml"]
    where = ["-p", "no:cacheprovider", "-n", str(os.cpu_count() or 1), "-m", QUICK, ROOT / "tests"]
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    with started([*pytest, *where], log, fresh | compiled) as process:
        code = process.wait()
    took = time.monotonic() - begin
    summary = last_lines(log).splitlines()[-1]
    found = {what.rstrip("s"): int(count) for count, what in COUNTED.findall(summary)}
    failed = found.get("failed", 0) + found.get("error", 0)
    if code:
        print(f"Python {name}:\n{last_lines(log)}", flush=True)
        failed = failed or 1
    return Outcome(
        name, found.get("passed", 0), failed, found.get("skipped", 0), round(installed), round(took)
    )


def main() -> None:
    outcomes = []
    for python in interpreters():
        with tempfile.TemporaryDirectory(prefix="drill-python-") as folder:
            outcomes.append(quick_tests(python, Path(folder)))
        print(f"  {outcomes[-1]}", flush=True)
    if not outcomes:
        raise DrillError("no Python from 3.11 to 3.14")
    head = ["Python", "passed", "failed", "skipped", "s to install", "s of tests"]
    table("Quick tests under every Python on this machine", head, outcomes)
    if any(outcome.failed or not outcome.passed for outcome in outcomes):
        raise DrillError("not every test passed")
