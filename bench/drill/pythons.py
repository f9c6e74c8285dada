"""The quick tests under every Python from 3.11 to 3.14 on this machine, each in an environment of its own."""

import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from bench.drill.processes import DrillError, last_lines, started, timed
from bench.search.tables import table

ROOT = Path(__file__).resolve().parents[2]
QUICK = "not database and not slow and not browser and not elasticsearch and not wordpress"
COUNTED = re.compile(r"(\d+) (passed|failed|errors?)\b")


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


def quick_tests(python: str, folder: Path) -> tuple[str, int, int, str, str]:
    """Version, tests passed, tests failed, seconds of the installation, seconds of the tests."""
    name, log = version(python), folder / "log"
    fresh = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONHOME")}
    requirements = ROOT / "requirements/dev.txt"
    timed([python, "-m", "venv", folder / "venv"], log, fresh)
    pip = [folder / "venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    installed = timed([*pip, "--require-hashes", "-r", requirements], log, fresh)
    begin = time.monotonic()
    pytest = [folder / "venv/bin/pytest", "--rootdir", ROOT, "-c", ROOT / "pyproject.toml"]
    where = ["-p", "no:cacheprovider", "-n", str(os.cpu_count() or 1), "-m", QUICK, ROOT / "tests"]
    with started([*pytest, *where], log, fresh | {"PYTHONDONTWRITEBYTECODE": "1"}) as process:
        code = process.wait()
    took = time.monotonic() - begin
    found = {
        what.rstrip("s"): int(count) for count, what in COUNTED.findall(last_lines(log).splitlines()[-1])
    }
    failed = found.get("failed", 0) + found.get("error", 0)
    if code:
        print(f"Python {name}:\n{last_lines(log)}", flush=True)
        failed = failed or 1
    return name, found.get("passed", 0), failed, f"{installed:.0f}", f"{took:.0f}"


def run_quick_tests() -> list[tuple[str, int, int, str, str]]:
    rows = []
    for python in interpreters():
        with tempfile.TemporaryDirectory(prefix="drill-python-") as folder:
            rows.append(quick_tests(python, Path(folder)))
            print(f"  Python {rows[-1][0]}: {rows[-1][1]} passed, {rows[-1][2]} failed", flush=True)
    return rows


def main() -> None:
    rows = run_quick_tests()
    head = ["Python", "passed", "failed", "s to install", "s of tests"]
    table("Quick tests under every Python on this machine", head, rows)
    if not rows:
        raise DrillError("no Python from 3.11 to 3.14")
    if any(failed or not passed for _name, passed, failed, *_seconds in rows):
        raise DrillError("not every test passed")
