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
        key = item.get("id", "")
        if message["event"] == "item.withdrawn":
            items.pop(key, None)
        elif key:
            items[key] = item
        self.note({"event": message["event"], "id": key, "key": self.headers.get("Idempotency-Key")}, item)
        self.answer(
            200,
            {"id": key[-12:], "link": f"http://127.0.0.1:{server.server_port}/{key[-12:]}"} if key else {},
        )

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
