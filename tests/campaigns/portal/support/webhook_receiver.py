"""The receiver of docs/cong-tich-hop.md as a process of its own: `python webhook_receiver.py <secret> <log>`.

It listens on a free port and prints it.

Checks signature, age and repetition; appends what it accepted and refused to the log, one JSON a line.
"""

import hashlib
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SECRET, LOG = sys.argv[1].encode(), Path(sys.argv[2])
QUIET = len(sys.argv) > 3
seen: set[str] = set()
items: dict[str, dict[str, object]] = {}
versions: dict[str, int] = {}
done: dict[str, dict[str, object]] = {}


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        timestamp = self.headers.get("X-ChungTay-Timestamp", "0")
        signed = hmac.new(SECRET, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        given = self.headers.get("X-ChungTay-Signature", "")
        if not hmac.compare_digest(f"sha256={signed}", given) or abs(time.time() - int(timestamp)) > 300:
            return self.answer(401, {"message": "chữ ký sai hoặc đã cũ"})
        if given in seen:
            return self.answer(409, {"message": "đã nhận"})
        seen.add(given)
        message = json.loads(body)
        item = message.get("item", {})
        key, version = item.get("id", ""), message.get("version", 0)
        idempotency_key = self.headers.get("Idempotency-Key", "")
        if idempotency_key not in done and key and version and version <= versions.get(key, 0):
            return self.answer(200, {"state": "ignored", "version": versions[key]})
        if message["event"] == "item.withdrawn":
            items.pop(key, None)
            done[idempotency_key] = {"state": "down", "version": version}
        elif key:
            items[key] = item
            link = f"http://127.0.0.1:{server.server_port}/{key[-12:]}"
            done[idempotency_key] = {"state": "published", "id": key[-12:], "link": link}
        versions[key] = version
        self.note({"event": message["event"], "id": key, "key": idempotency_key}, item)
        self.answer(200, done.get(idempotency_key, {}))

    def note(self, line: dict[str, object], item: dict[str, object]) -> None:
        if not QUIET:
            with LOG.open("a") as log:
                log.write(json.dumps({**line, "item": item, "holds": len(items)}, ensure_ascii=False) + "\n")

    def answer(self, status: int, body: dict[str, object]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        self.answer(200, {"holds": len(items)})

    def log_message(self, *args: object) -> None:
        return


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
