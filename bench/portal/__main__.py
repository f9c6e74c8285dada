"""`python -m bench.portal [--items N]`: N published items drained to a webhook receiver on loopback."""

import argparse
import os
import tempfile
from importlib import import_module

import django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-portal-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "VAR_DIR": folder,
            "PORTAL_ALLOWED_PRIVATE": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
        }
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        import_module("bench.portal.run").run(options.items)


if __name__ == "__main__":
    main()
