"""The jars of a bare Elasticsearch node, fetched by Maven once and laid out as the node wants them."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("ELASTICSEARCH_CACHE", HERE.parents[1] / "var" / "elasticsearch"))
PLUGIN = "transport-netty4"


def home() -> tuple[Path, Path]:
    """(jars, home) of the node, fetched once a pom: the netty module moved to where it is looked for."""
    mark = hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()[:10]
    CACHE.mkdir(parents=True, exist_ok=True)
    ready = CACHE / mark
    with open(CACHE / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            with tempfile.TemporaryDirectory(dir=CACHE) as draft:
                _assemble(Path(draft) / "node")
                (Path(draft) / "node").rename(ready)
    return ready / "jars", ready / "home"


def _assemble(target: Path) -> None:
    jars, module = target / "jars", target / "home" / "modules" / PLUGIN
    module.mkdir(parents=True)
    (target / "home" / "config").mkdir()
    subprocess.run(
        [
            "mvn",
            "-q",
            "-B",
            "-f",
            str(HERE / "pom.xml"),
            "dependency:copy-dependencies",
            f"-DoutputDirectory={jars}",
        ],
        check=True,
        stdout=sys.stderr,
    )
    for jar in [*jars.glob("netty-*.jar"), *jars.glob(f"{PLUGIN}-*.jar")]:
        shutil.move(jar, module / jar.name)
    prefix = f"META-INF/es-plugins/{PLUGIN}/"
    with zipfile.ZipFile(next(module.glob(f"{PLUGIN}-*.jar"))) as plugin:
        for name in plugin.namelist():
            if name.startswith(prefix) and not name.endswith("/"):
                (module / name.removeprefix(prefix)).write_bytes(plugin.read(name))
