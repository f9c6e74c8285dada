"""A real site (demo, gunicorn, worker) in a folder of its own, and Debian's chromium."""

import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if CHROMIUM is None:
        message = "Không có chromium: bỏ qua các bài thử bằng trình duyệt."
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return {"executable_path": CHROMIUM, "args": FLAGS}


# Where a developer's own site keeps its things: not the place for a demo that is thrown away.
ENVIRONMENT = ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "VAR_DIR")


@pytest.fixture(scope="session")
def site(tmp_path_factory: Any) -> Iterator[str]:
    """The address of a running demo site; its data are gone afterwards."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ENVIRONMENT},
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "VAR_DIR": str(tmp_path_factory.mktemp("var")),
        "PORT": str(port),
        "SITE_URL": base,
        "LOG_LEVEL": "ERROR",
        "WEB_CONCURRENCY": "1",
    }
    python = sys.executable
    options: dict[str, Any] = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
    subprocess.run([python, "manage.py", "prepare"], check=True, **options)
    gunicorn = str(Path(python).with_name("gunicorn"))
    processes = [
        subprocess.Popen([gunicorn, "cms.wsgi:application", "--config", "bin/gunicorn.conf.py"], **options),
        subprocess.Popen([python, "manage.py", "run_worker", "--verbosity", "0"], **options),
    ]
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/readyz", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """A page as on a small phone."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture(params=[360, 1280], ids=["phone", "desktop"])
def screen(browser: Any, request: Any) -> Iterator[Any]:
    """A page as on a small phone, and as on a desktop."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture
def login(browser: Any, site: str) -> Iterator[Any]:
    """``login(name)``: a page on which that demo account is signed in, on a desktop."""
    contexts = []

    def enter(name: str) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site}/admin/login/")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", "chung-tay-111")
        page.click("button[type=submit]")
        page.wait_for_url(f"{site}/admin/")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def partner(site: str) -> Iterator[tuple[str, dict[str, str]]]:
    """A web site of somebody else: its address, and its pages by path, to be filled."""
    pages: dict[str, str] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}", pages
    server.shutdown()
