"""The parts of a demo site, each of which can be taken away and given back."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from bench.drill.debian import fetch, free_port
from bench.drill.processes import DrillError, end, last_lines, started

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 120
DISK = "1536m"
# A developer's own site keeps its things there.
FOREIGN = ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "VAR_DIR")
SETUP = """
from campaigns.models import DepartmentPage
from campaigns.portal.models import PortalConnection
from cms.accounts.models import User
User.objects.create_superuser("dien-tap", "dien-tap@example.vn", "{password}")
department = DepartmentPage.objects.first()
portal = PortalConnection(organisation=department.organisation, department=department, kind="webhook",
    name="Cổng diễn tập", address="http://127.0.0.1:{portal}/", automatic=["tin-tuc", "khau-hieu"])
portal.secret = "dien-tap-dien-tap-dien-tap"
portal.save()
"""
PASSWORD = "dien-tap-chung-tay-111"


class Site:
    """Web server, worker and Redis of a demo site in ``folder``, whose data lie on ``var``."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.stack = stack
        self.log = folder / "log"
        self.var = folder / "var"
        self.var.mkdir()
        self.has_own_disk = self._mount()
        self.port, self.redis_port, self.search_port, self.portal_port = (free_port() for _ in range(4))
        self.address = f"http://127.0.0.1:{self.port}"
        own = {key: value for key, value in os.environ.items() if key not in FOREIGN}
        self.environment = own | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "VAR_DIR": str(self.var),
            "PORT": str(self.port),
            "SITE_URL": self.address,
            "ELASTICSEARCH_URL": f"http://127.0.0.1:{self.search_port}",
            "PORTAL_ALLOWED_PRIVATE": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }
        if shutil.which("redis-server"):
            self.environment["REDIS_URL"] = f"redis://127.0.0.1:{self.redis_port}/0"

    def _mount(self) -> bool:
        """Put the data on a small disk of their own, which needs root."""
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", self.var],
            check=False,
            capture_output=True,
        )
        if mounted.returncode == 0:
            self.stack.callback(subprocess.run, ["umount", "--lazy", self.var], check=False)
        return mounted.returncode == 0

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        with self.log.open("ab") as log:
            done = subprocess.run(command, env=self.environment, stdout=log, stderr=log, check=False)
        if done.returncode:
            raise DrillError(f"manage.py {arguments[0]} ended with {done.returncode}\n{last_lines(self.log)}")

    def start(self) -> None:
        """Make the demo and start everything; returns when the home page is served."""
        self.manage("prepare")
        self.manage("shell", "--command", SETUP.format(password=PASSWORD, portal=self.portal_port))
        if "REDIS_URL" in self.environment:
            self.redis = self._run("redis-server", "--port", str(self.redis_port), "--save", "")
        gunicorn = str(Path(sys.executable).with_name("gunicorn"))
        self.web = self._run(
            gunicorn,
            "cms.wsgi:application",
            "--chdir",
            str(ROOT),
            "--config",
            str(ROOT / "bin/gunicorn.conf.py"),
        )
        self.start_worker()
        begin = time.monotonic()
        while fetch(self.address + "/")[0] != 200:
            if time.monotonic() - begin > START_SECONDS:
                raise DrillError(f"no home page\n{last_lines(self.log)}")
            time.sleep(0.2)

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        return self.stack.enter_context(started(command, self.log, self.environment))

    def start_worker(self) -> None:
        self.worker = self._run(sys.executable, str(ROOT / "manage.py"), "run_worker", "--verbosity", "0")

    def kill_worker(self) -> None:
        end(self.worker, signal.SIGKILL, 10)

    @contextmanager
    def without_worker(self) -> Iterator[None]:
        self.kill_worker()
        try:
            yield
        finally:
            self.start_worker()

    @contextmanager
    def without_redis(self) -> Iterator[None]:
        end(self.redis, signal.SIGKILL, 10)
        try:
            yield
        finally:
            self.redis = self._run("redis-server", "--port", str(self.redis_port), "--save", "")

    @contextmanager
    def hanging_redis(self) -> Iterator[None]:
        self.redis.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.redis.send_signal(signal.SIGCONT)

    @contextmanager
    def locked_database(self) -> Iterator[None]:
        lock = self.database()
        try:
            lock.execute("BEGIN EXCLUSIVE")
            yield
        finally:
            lock.rollback()
            lock.close()

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        ballast = self.var / "ballast"
        with suppress(OSError), ballast.open("wb") as file:
            while True:
                file.write(b"\0" * 65536)
        with suppress(OSError), ballast.open("ab") as file:
            while True:
                file.write(b"\0")
                file.flush()
        try:
            yield
        finally:
            ballast.unlink()

    @contextmanager
    def hanging_search(self) -> Iterator[None]:
        with socket.create_server(("127.0.0.1", self.search_port)):
            yield

    @contextmanager
    def hanging_portal(self) -> Iterator[None]:
        with socket.create_server(("127.0.0.1", self.portal_port)):
            yield

    def database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.var / "db.sqlite3", timeout=30, isolation_level=None)

    def value(self, query: str, *parameters: object) -> object:
        connection = self.database()
        try:
            row = connection.execute(query, parameters).fetchone()
        finally:
            connection.close()
        return row[0] if row else None
