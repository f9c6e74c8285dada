"""A small HTTP server with the failures of real portals; each request gets the next behaviour."""

import json
import socket
import threading
from typing import Any


class FaultyServer:
    """``script`` names a behaviour for each request in turn; the last one stays.

    ok, silent (200 without a word of what was done), says:<json>, item:<status> (that status for messages
    about items only), 500, 503, html, garbage, hang, cut (mid-body), close (no answer), late (does it,
    answers too late), drip (a byte at a time), big, redirect:<url>. ``done`` lists (path, body) of what it
    carried out.
    """

    def __init__(self, *script: str) -> None:
        self.script = list(script) or ["ok"]
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.done: list[tuple[str, bytes]] = []
        self.stopping = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/nhan"
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "FaultyServer":
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopping.set()
        self.socket.close()

    def _serve(self) -> None:
        while not self.stopping.is_set():
            try:
                peer, _address = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(peer,), daemon=True).start()

    def _answer(self, peer: socket.socket) -> None:
        with peer, peer.makefile("rb") as stream:
            # A TLS greeting has no lines to wait for: it is answered as a plain server does.
            if peer.recv(1, socket.MSG_PEEK) == b"\x16":
                peer.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                return
            first = stream.readline().decode("latin-1").split()
            if len(first) != 3:
                return
            method, path, _version = first
            headers: dict[str, str] = {}
            while line := stream.readline().decode("latin-1").strip():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = stream.read(int(headers.get("content-length", 0)))
            self.requests.append((method, path, headers, body))
            behaviour = self.script.pop(0) if len(self.script) > 1 else self.script[0]
            try:
                self._behave(peer, behaviour, path, body)
            except OSError:
                return

    def _behave(self, peer: socket.socket, behaviour: str, path: str, body: bytes) -> None:
        if behaviour in ("ok", "late", "cut"):
            self.done.append((path, body))
        if behaviour == "hang":
            self.stopping.wait(20)
        elif behaviour == "late":
            # Until the client has given up, however long that takes on a busy machine.
            peer.settimeout(30)
            peer.recv(1)
            self._send(peer, 200, b'{"id": "late"}')
        elif behaviour == "close":
            return
        elif behaviour == "cut":
            peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
        elif behaviour == "drip":
            peer.sendall(b"HTTP/1.1 200 OK\r\n")
            while not self.stopping.wait(0.2):
                peer.sendall(b"X")
        elif behaviour == "big":
            peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while not self.stopping.is_set():
                peer.sendall(b"x" * 65536)
        elif behaviour == "html":
            self._send(peer, 200, b"<!doctype html><html><body>Dang bao tri</body></html>", "text/html")
        elif behaviour == "garbage":
            peer.sendall(b"\x00\x01\x02 not http at all\r\n\r\n")
        elif behaviour.startswith("redirect:"):
            peer.sendall(
                f"HTTP/1.1 302 Found\r\nLocation: {behaviour[9:]}\r\nContent-Length: 0\r\n\r\n".encode()
            )
        elif behaviour == "silent":
            self._send(peer, 200, b"{}")
        elif behaviour.startswith("says:"):
            self._send(peer, 200, behaviour[5:].encode())
        elif behaviour.startswith("item:"):
            about_item = b'"event": "item.' in body
            self._send(peer, int(behaviour[5:]) if about_item else 200, b'{"message": "khong duoc"}')
        elif behaviour.isdigit():
            self._send(peer, int(behaviour), json.dumps({"message": "khong duoc"}).encode())
        else:
            is_removal = b'"event": "item.withdrawn"' in body
            done = {"state": "down"} if is_removal else {"state": "published", "id": "77"}
            self._send(peer, 200, json.dumps(done | {"link": f"http://127.0.0.1:{self.port}/77"}).encode())

    def _send(self, peer: socket.socket, status: int, body: bytes, kind: str = "application/json") -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        peer.sendall(head.encode() + body)

    def message(self, number: int = -1) -> dict[str, Any]:
        """Return the JSON body of a request, the last by default."""
        body: dict[str, Any] = json.loads(self.requests[number][3])
        return body
