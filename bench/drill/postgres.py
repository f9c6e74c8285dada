"""Every test that opens a database on a PostgreSQL server, the demo and two whole sites included."""

from bench.drill.processes import timed


def main() -> None:
    timed(["make", "test-postgres"])
