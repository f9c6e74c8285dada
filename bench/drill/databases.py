"""Every test that opens the database, on SQLite and on PostgreSQL: `make test` runs each on one of them."""

import re
import tempfile
from pathlib import Path

from bench.drill.processes import DrillError, last_lines, started
from bench.search.tables import table

ROOT = Path(__file__).resolve().parents[2]
CHOSEN = "database and not browser and not elasticsearch and not wordpress"
COUNTED = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")


def main() -> None:
    pytest: list[str | Path] = [ROOT / ".venv/bin/pytest", "-n", "3", "-m", CHOSEN, "-rfE"]
    rows, failed = [], False
    for name, before in (("SQLite", []), ("PostgreSQL", [ROOT / "bin/with-postgres"])):
        with tempfile.TemporaryDirectory(prefix="drill-databases-") as folder:
            log = Path(folder) / "log"
            with started([*before, *pytest], log) as process:
                failed |= process.wait() != 0
            summary = last_lines(log).splitlines()[-1]
            if process.returncode:
                print(f"{name}:\n{last_lines(log)}", flush=True)
        found = {what.rstrip("s"): int(count) for count, what in COUNTED.findall(summary)}
        rows.append([name, *(found.get(what, 0) for what in ("passed", "failed", "error", "skipped"))])
    table("All that opens a database", ["Database", "passed", "failed", "errors", "skipped"], rows)
    if failed:
        raise DrillError("not every test passed on both databases")
