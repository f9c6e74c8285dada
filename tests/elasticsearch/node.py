"""Real Elasticsearch nodes on loopback ports, made of the jars that Maven brings; no Docker.

``python -m tests.elasticsearch.node [PORT]`` runs one for a developer until Ctrl+C.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.elasticsearch.jars import home

HERE = Path(__file__).parent
TIMEOUT = 240


def missing_tools() -> list[str]:
    """Which of the two programs that a node needs are not there."""
    return [name for name in ("java", "mvn") if shutil.which(name) is None]


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@dataclass
class Node:
    """One process of ours; ``url`` answers once ``wait`` has returned."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def health(self) -> dict[str, object]:
        with urllib.request.urlopen(f"{self.url}/_cluster/health", timeout=2) as answer:
            return dict(json.load(answer))

    def wait(self, nodes: int = 1) -> None:
        """Until the node answers and sees that many nodes; its log is in the error otherwise."""
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.health()["number_of_nodes"] == nodes:
                    return
            except (OSError, ValueError, urllib.error.URLError):
                pass
            time.sleep(0.2)
        raise RuntimeError(f"Elasticsearch did not start: {self.log.read_text()[-3000:]}")

    def kill(self) -> None:
        """SIGKILL: no goodbye, as when a machine fails."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def _start(place: Path, name: str, http: int, transport: int, settings: Sequence[str], heap: str) -> Node:
    jars, node_home = home()
    data = place / name
    data.mkdir(parents=True)
    log = data / "log"
    command = [
        "java",
        f"-Xms{heap}",
        f"-Xmx{heap}",
        "--module-path",
        str(jars),
        "--add-modules",
        "ALL-MODULE-PATH",
    ]
    command += [str(HERE / "Launcher.java"), str(node_home), f"node.name={name}", f"path.data={data}"]
    command += [f"http.port={http}", f"transport.port={transport}", "network.host=127.0.0.1", *settings]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=data)
    return Node(process, f"http://127.0.0.1:{http}", log)


@contextmanager
def cluster(count: int = 1, heap: str = "512m", ports: Sequence[int] = ()) -> Iterator[list[Node]]:
    """That many running nodes as one cluster; stopped, and their data removed, at the end."""
    chosen = [*ports, *free_ports(2 * count - len(ports))]
    http, transport = chosen[:count], chosen[count:]
    settings = ["discovery.type=single-node"]
    if count > 1:
        names = ",".join(f"node{at}" for at in range(count))
        seeds = ",".join(f"127.0.0.1:{port}" for port in transport)
        settings = [f"discovery.seed_hosts={seeds}", f"cluster.initial_master_nodes={names}"]
    with tempfile.TemporaryDirectory(prefix="search-node-") as place:
        nodes: list[Node] = []
        try:
            for at in range(count):
                nodes.append(_start(Path(place), f"node{at}", http[at], transport[at], settings, heap))
            for node in nodes:
                node.wait(count)
            yield nodes
        finally:
            for node in nodes:
                node.stop()


if __name__ == "__main__":
    with cluster(ports=[int(sys.argv[1]) if len(sys.argv) > 1 else 9200]) as running:
        print(f"ELASTICSEARCH_URL={running[0].url}", flush=True)
        with suppress(KeyboardInterrupt):
            running[0].process.wait()
