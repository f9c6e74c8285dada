"""`python -m bench.search [--documents N …] [--xquad FOLDER]`: every table in one run, both engines.

`python -m bench.search --admin 10000` prints the times of the admin's search instead, and
`python -m bench.search --judged` only what the judgement list finds in the index of this site (the demo).
"""

import argparse
import os
from importlib import import_module
from pathlib import Path

import django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--elasticsearch-documents", type=int, default=100_000)
    parser.add_argument("--xquad", type=Path, help="a BEIR folder; without it quality is left out")
    parser.add_argument("--stock", type=int, default=1_000, help="pages beside stock search, 0 for none")
    parser.add_argument("--admin", type=int, metavar="N", help="only the admin's search, on N pages")
    parser.add_argument("--judged", action="store_true", help="only the judgement list, on this site")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    if options.admin:
        import_module("bench.search.admin").run(options.admin)
    elif options.judged:
        import_module("bench.search.quality").judged()
    else:
        import_module("bench.search.run").run(options)


if __name__ == "__main__":
    main()
