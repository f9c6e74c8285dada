"""Search among 100,000 documents: what `bench.search` prints of both engines."""

import sys

from bench.drill.processes import timed

DOCUMENTS = "100000"


def main() -> None:
    timed([sys.executable, "-m", "bench.search", "--documents", DOCUMENTS, "--stock", "0"])
