"""Readers and an editor who use the site while a part of it is away."""

import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Sequence

from bench.drill.faults.parts import PASSWORD
from bench.search.tables import quantile

TIMEOUT = 60  # seconds
PAUSE = 0.25  # seconds between two pages of a reader
MOVEMENTS = "/admin/snippets/vocabulary/movement/add/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Readers:
    """Threads that fetch the addresses in turn, for as long as the block lasts."""

    def __init__(self, base: str, addresses: Sequence[str], number: int) -> None:
        self.base, self.addresses = base, addresses
        self.answers: list[tuple[int, float, str]] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(start,)) for start in range(number)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self, start: int) -> None:
        for number in range(start, 1_000_000):
            if self._stop.wait(PAUSE):
                return
            address = self.addresses[number % len(self.addresses)]
            begin = time.monotonic()
            status = self._status(address)
            self.answers.append((status, time.monotonic() - begin, address))

    def _status(self, address: str) -> int:
        try:
            with urllib.request.urlopen(self.base + address, timeout=TIMEOUT) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def row(self) -> tuple[str, str, str, str]:
        """What they saw: statuses, median and maximum in milliseconds, addresses that failed."""
        if not self.answers:
            return "nothing", "-", "-", ""
        counts = Counter(status for status, _seconds, _address in self.answers)
        seconds = [seconds for _status, seconds, _address in self.answers]
        failed = sorted({address for status, _seconds, address in self.answers if is_failure(status)})
        statuses = ", ".join(
            f"{number}× {status or 'no answer'}" for status, number in sorted(counts.items())
        )
        return (
            statuses,
            f"{quantile(seconds, 0.5) * 1000:.0f}",
            f"{max(seconds) * 1000:.0f}",
            " ".join(failed),
        )

    @property
    def failures(self) -> int:
        return sum(is_failure(status) for status, _seconds, _address in self.answers)


def is_failure(status: int) -> bool:
    return status == 0 or status >= 500


class Editor:
    """Somebody signed in to the admin, who saves a form and looks whether the text is still there."""

    def __init__(self, base: str) -> None:
        self.base = base
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        self.number = 0
        self._send("/admin/login/", {"username": "dien-tap", "password": PASSWORD})
        self._token = self._token_of(MOVEMENTS)

    def _token_of(self, address: str) -> str:
        found = TOKEN.search(self.get(address)[1])
        return found.group(1) if found else ""

    def get(self, address: str) -> tuple[int, str]:
        return self._open(urllib.request.Request(self.base + address))

    def _send(self, address: str, data: dict[str, str]) -> tuple[int, str]:
        token = self._token if hasattr(self, "_token") else self._token_of(address)
        body = urllib.parse.urlencode(data | {"csrfmiddlewaretoken": token}).encode()
        headers = {"Referer": self.base + address}
        return self._open(urllib.request.Request(self.base + address, body, headers))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return int(answer.status), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def saves(self) -> str:
        """What the answer to a saved form is, with the seconds it took."""
        self.number += 1
        name = f"Phong trào diễn tập số {self.number}"
        begin = time.monotonic()
        status, page = self._send(
            MOVEMENTS, {"name": name, "slug": f"dien-tap-{self.number}", "sort_order": "10"}
        )
        took = f"{time.monotonic() - begin:.1f} s"
        if status == 200 and name in page:
            return f"saved, {took}"
        if status == 503 and name in page:
            return f"not saved, the text is kept, {took}"
        return f"LOST: {status}, {took}"

    def sees_bar(self) -> bool:
        """Whether the admin says that the worker has stopped; a bar may also tell of the disk."""
        return "Tiến trình nền đã dừng" in self.get("/admin/")[1]
