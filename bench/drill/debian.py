"""`make run` in an empty Debian root that has git, make, python3 and python3-venv, and nothing else.

Needs root. All that runs in the new root has name spaces of its own: its mounts and processes end with it.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from bench.drill.processes import DrillError, end, last_lines, started, timed
from bench.search.tables import table

SITE = Path(__file__).resolve().parents[2]
SUITE = "trixie"
PACKAGES = "git,make,python3,python3-venv"
PAGES = ("/canh-bao/", "/khau-hieu/", "/tim-kiem/?q=mua+ban+nguoi", "/tin-tuc/rss/", "/admin/login/")
HOTLINE = "tel:111"
FIRST_PAGE_SECONDS = 1800
# How this machine reaches a registry of packages: the root gets the same, read now and written nowhere else.
NETWORK_FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt")
NETWORK_VARIABLES = ("PIP_", "SSL_CERT_", "REQUESTS_CA_BUNDLE", "http_proxy", "https_proxy", "no_proxy")


def require_tools() -> None:
    if os.geteuid():
        raise DrillError("has to run as root: it makes a Debian root and enters it")
    if shutil.which("debootstrap") is None and shutil.which("apt-get"):
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "-o", "DPkg::Lock::Timeout=600", "debootstrap"],
            stdout=subprocess.DEVNULL,
            check=False,
        )
    if missing := [name for name in ("debootstrap", "unshare", "git") if shutil.which(name) is None]:
        raise DrillError(f"needs {', '.join(missing)}")


def mirror() -> str:
    """The mirror of Debian that apt uses on this machine."""
    answer = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Label: Debian", "Created-By: Packages"],
        capture_output=True,
        text=True,
        check=True,
    )
    if not (found := answer.stdout.split()):
        raise DrillError("apt knows no mirror of Debian: apt-get update first")
    return found[0]


def isolated(script: str, *arguments: str | Path) -> list[str | Path]:
    """A shell command with mounts and processes of its own; all of them go when it ends or is killed."""
    return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", script, "sh", *arguments]


def in_root(root: Path, script: str) -> list[str | Path]:
    return isolated('mount -t proc proc "$1/proc"; chroot "$1" sh -ec "$2"', root, script)


def environment(port: int) -> Mapping[str, str]:
    passed = {key: value for key, value in os.environ.items() if key.startswith(NETWORK_VARIABLES)}
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return passed | {"PATH": path, "HOME": "/root", "LANG": "C.UTF-8", "PORT": str(port)}


def copy_network_access(root: Path) -> None:
    named = [os.environ.get("PIP_CONFIG_FILE", ""), os.environ.get("SSL_CERT_FILE", "")]
    for name in {*NETWORK_FILES, *filter(None, named)}:
        if (source := Path(name)).is_file():
            target = root / source.relative_to("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    for name in (".config/pip/pip.conf", ".pip/pip.conf"):
        if (source := Path.home() / name).is_file():
            target = root / "root" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def fetch(url: str) -> tuple[int, str]:
    """Status and text of a page; status 0 while nothing answers."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


def await_first_page(process: subprocess.Popen[bytes], home: str, log: Path) -> float:
    begin = time.monotonic()
    while time.monotonic() - begin < FIRST_PAGE_SECONDS:
        status, text = fetch(home)
        if status == 200 and HOTLINE in text:
            return time.monotonic() - begin
        if process.poll() is not None:
            raise DrillError(f"make run ended with {process.returncode}\n{last_lines(log)}")
        time.sleep(0.2)
    raise DrillError(f"no home page after {FIRST_PAGE_SECONDS} s\n{last_lines(log)}")


def serve(root: Path, label: str, log: Path) -> list[tuple[str, str]]:
    """Start `make run`, fetch the pages, stop it by Ctrl-C; the rows of the table."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with started(in_root(root, "cd /srv/chung-tay && make run"), log, environment(port)) as process:
        rows = [
            (f"{label} until the home page answers", f"{await_first_page(process, address + '/', log):.1f}")
        ]
        for page in PAGES:
            begin = time.monotonic()
            status, _text = fetch(address + page)
            if status != 200:
                raise DrillError(f"{page} answered {status}\n{last_lines(log)}")
            rows.append((f"{label}: {page}", f"{time.monotonic() - begin:.2f}"))
        begin = time.monotonic()
        if not end(process, signal.SIGINT, 30):
            raise DrillError(f"make run did not stop\n{last_lines(log)}")
        rows.append((f"{label} until it has stopped", f"{time.monotonic() - begin:.1f}"))
    return rows


def drill(folder: Path) -> tuple[str, list[tuple[str, str]]]:
    root, log, bundle = folder / "root", folder / "log", folder / "site.bundle"
    debootstrap = f'debootstrap --variant=minbase --include={PACKAGES} {SUITE} "$1" "$2"'
    rows = [(f"debootstrap {SUITE}", f"{timed(isolated(debootstrap, root, mirror()), log):.1f}")]
    copy_network_access(root)
    timed(["git", "-C", SITE, "bundle", "create", "--quiet", bundle, "HEAD"], log)
    shutil.move(bundle, root / "srv")
    clone = "git clone --quiet /srv/site.bundle /srv/chung-tay"
    rows.append(("git clone", f"{timed(in_root(root, clone), log, environment(0)):.1f}"))
    rows += serve(root, "first make run", log)
    rows += serve(root, "second make run", log)
    python = subprocess.run(
        ["chroot", root, "/srv/chung-tay/.venv/bin/python", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    release = (root / "etc/debian_version").read_text(encoding="utf-8").strip()
    return f"Debian {release}, {python.stdout.strip()}", rows


def main() -> None:
    require_tools()
    folder = Path(tempfile.mkdtemp(prefix="drill-debian-"))
    try:
        title, rows = drill(folder)
    finally:
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=False)
    table(title, ["step", "seconds"], rows)
