"""Servers in place of Elasticsearch: malformed, hanging and broken answers."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ITEM = (
    b'{"timed_out": false, "_shards": {"failed": 0}, "aggregations": {}, "hits": {"total": {"value": 1}, %s}}'
)
ANSWERS = [
    b"",
    b"<html>Bad gateway</html>",
    b"{}",
    b"[1, 2]",
    b'"a"',
    b'{"hits": {"hits": ',
    b'{"hits": {}}',
    b'{"timed_out": true, "_shards": {"failed": 0}, "hits": {"hits": [], "total": {"value": 0}}}',
    b'{"timed_out": false, "_shards": {"failed": 1}, "hits": {"hits": [], "total": {"value": 0}}}',
    b'{"timed_out": false, "_shards": {"failed": 0}, "hits": {"hits": [], "total": {"value": 20}}}',
    ITEM % b'"hits": [{"_source": {"source": {"key": 1, "title": 5}}}]',
    ITEM % b'"hits": [{"_source": {"source": [1]}}]',
    ITEM % b'"hits": {"a": 1}',
]


HEAD = (
    b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\n"
    b"Content-Type: application/vnd.elasticsearch+json;compatible-with=8\r\nContent-Length: 9000\r\n\r\n"
)


@contextmanager
def server(answer: bytes, status: int = 200) -> Iterator[str]:
    """A server on a free port that says the same to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_PUT = do_HEAD = do_DELETE = do_POST

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


@contextmanager
def talking(say: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """A port whose every connection is answered by ``say``, on the bare socket, until the end."""
    over = threading.Event()

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _address = listening.accept()
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            say(connection, over)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            over.set()


def never(connection: socket.socket, over: threading.Event) -> None:
    """Takes the question and says nothing."""
    over.wait(30)


def drop_by_drop(connection: socket.socket, over: threading.Event) -> None:
    """Begins an answer and goes on for ever, a byte at a time: late as a whole, never in any part."""
    connection.sendall(HEAD + b'{"hits"')
    while not over.wait(0.1):
        connection.sendall(b" ")


def half(connection: socket.socket, over: threading.Event) -> None:
    """Hangs up in the middle of an answer."""
    connection.recv(65536)
    connection.sendall(HEAD + b'{"hits": {"hits": [{"_source"')
