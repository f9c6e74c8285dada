"""Two Chung Tay sites, each with a folder, a database and a web server of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.campaigns.portal.support.network import free_port, wait_for
from tests.conftest import ROOT, prepared


class ChungTaySite:
    """``run(code)``: execute in the site; what the code leaves in ``answer``."""

    def __init__(self, folder: Path, serve: bool = True) -> None:
        if not folder.exists():
            folder.mkdir()
            shutil.copy(prepared(), folder / "db.sqlite3")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        inherited = {
            key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "VAR_DIR")
        }
        self.environment = {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "VAR_DIR": str(folder),
            "PORT": str(self.port),
            "SITE_URL": self.url,
            "PORTAL_ALLOWED_PRIVATE": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
            "WEB_CONCURRENCY": "1",
            "PYTHONPATH": str(ROOT),
        }
        options: dict[str, Any] = {"cwd": ROOT, "env": self.environment}
        self.driver = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("site_driver.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            **options,
        )
        self.run("pass")
        self.server: subprocess.Popen[bytes] | None = None
        if serve:
            self.serve(options)

    def serve(self, options: dict[str, Any]) -> None:
        gunicorn = str(Path(sys.executable).with_name("gunicorn"))
        self.server = subprocess.Popen(
            [gunicorn, "cms.wsgi:application", "--config", "bin/gunicorn.conf.py"],
            stdout=subprocess.DEVNULL,
            **options,
        )
        wait_for(self.port)

    def begin(self, code: str, **names: Any) -> None:
        """Start running the code and do not wait for its end."""
        assert self.driver.stdin
        given = "".join(f"{name} = {value!r}\n" for name, value in names.items())
        self.driver.stdin.write(json.dumps(given + code) + "\n")
        self.driver.stdin.flush()

    def run(self, code: str, **names: Any) -> Any:
        self.begin(code, **names)
        assert self.driver.stdout
        result = json.loads(self.driver.stdout.readline())
        if "error" in result:
            raise AssertionError(result["error"])
        return result["answer"]

    def stop(self) -> None:
        running = [process for process in (self.driver, self.server) if process is not None]
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=20)
