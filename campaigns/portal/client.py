"""The one way out to other servers: bounded in time and size, never into the private network.

The name is resolved here, each address judged, and the connection made to the very address that was
judged, so that a name cannot point elsewhere a moment later; the same for every redirect. Proxies of
the environment are not used.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from campaigns.portal.errors import (
    ForbiddenAddressError,
    PortalError,
    RefusedError,
    UncertainError,
    UnreachablePortalError,
)
from campaigns.portal.network import addresses_of
from campaigns.portal.untrusted import read_json
from campaigns.portal.web import origin, redirected, web_address

LARGEST_ANSWER = 4 * 1024 * 1024
REDIRECTS = 3
CHUNK = 64 * 1024
AGENT = "ChungTay/1 (+%s)"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def json(self) -> Any:
        """The body as data. Raises ``RefusedError`` when it is none."""
        try:
            return read_json(self.body)
        except ValueError as error:
            page = b"<html" in self.body[:2000].lower() or b"<!doctype" in self.body[:2000].lower()
            raise RefusedError(
                _("Cổng trả về một trang HTML thay vì dữ liệu. Kiểm tra địa chỉ kết nối.")
                if page
                else _("Cổng trả về dữ liệu không đọc được."),
                self.status,
            ) from error


@dataclass(frozen=True)
class Timeouts:
    """Seconds: to connect, between two bytes, for the whole request."""

    connect: float = 5
    read: float = 15
    total: float = 30


@dataclass(frozen=True)
class SafeClient:
    """``before`` is called ahead of every request: whoever holds a claim renews it there."""

    timeouts: Timeouts = field(default_factory=Timeouts)
    before: Callable[[], None] = lambda: None

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        largest: int = LARGEST_ANSWER,
    ) -> Answer:
        """The answer whatever its status, redirects of a GET followed.

        Raises ``ForbiddenAddressError``, ``UnreachablePortalError``, or ``RefusedError`` for an
        answer that is cut off, too large, or no HTTP.
        """
        self.before()
        web_address(url)
        deadline = time.monotonic() + self.timeouts.total
        sent = {**(headers or {}), "User-Agent": AGENT % iri_to_uri(settings.SITE_URL), "Connection": "close"}
        home = origin(url)
        for _hop in range(REDIRECTS + 1):
            answer = self._once(method, url, sent, body, deadline, largest)
            target = answer.headers.get("location", "")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            url = redirected(url, target)
            web_address(url)
            if method not in ("GET", "HEAD"):
                raise RefusedError(
                    _("Cổng chuyển hướng sang %(origin)s. Ghi đúng địa chỉ đó trong kết nối.")
                    % {"origin": origin(url)},
                    answer.status,
                )
            if origin(url) != home:
                # A password goes to the server it was given for, and nowhere else.
                sent = {name: value for name, value in sent.items() if name.lower() not in SECRET_HEADERS}
        raise RefusedError(_("Cổng chuyển hướng quá nhiều lần."))

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, deadline: float, largest: int
    ) -> Answer:
        parts = web_address(url)
        host = str(parts.hostname)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = _Pinned(parts.scheme == "https", host, parts.port, self.timeouts, deadline)
        gone_out = False
        try:
            connection.connect()
            connection.request(method, path, body or None, {"Host": parts.netloc, **headers})
            gone_out = True
            response = connection.getresponse()
            received = b"".join(_chunks(response, largest))
            named = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, named, received, url)
        except (socket.gaierror, ssl.SSLError, http.client.HTTPException, OSError) as error:
            raise _explained(error, host, gone_out) from error
        except ValueError as error:
            # What no check above foresaw must still be words, never a broken page.
            raise RefusedError(_("Cổng hoặc địa chỉ của cổng dùng ký tự không hợp lệ.")) from error
        finally:
            connection.close()


SECRET_HEADERS = {"authorization", "cookie", "x-chungtay-signature"}


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was judged, whatever the name points to by now."""

    def __init__(
        self, secure: bool, host: str, port: int | None, timeouts: Timeouts, deadline: float
    ) -> None:
        super().__init__(host, port or (443 if secure else 80), timeout=timeouts.connect)
        self.secure, self.timeouts, self.deadline = secure, timeouts, deadline
        # Called for an answer like the class it replaces.
        self.response_class: Any = self._response

    def connect(self) -> None:
        failure: OSError | None = None
        for address in self._allowed():
            try:
                self.sock = self._connected(str(address), address.version == 6)
                break
            except OSError as error:
                failure = error
        else:
            raise failure or OSError("no address")
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        # From here on the limit of one send as a whole.
        self.sock.settimeout(self._wait(self.timeouts.read))

    def _connected(self, address: str, is_v6: bool) -> socket.socket:
        peer = socket.socket(socket.AF_INET6 if is_v6 else socket.AF_INET, socket.SOCK_STREAM)
        try:
            peer.settimeout(self._wait(self.timeouts.connect))
            peer.connect((address, self.port))
        except OSError:
            peer.close()
            raise
        return peer

    def _allowed(self) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
        judged = addresses_of(self.host, self.port, self._wait(self.timeouts.connect))
        if not judged:
            raise ForbiddenAddressError(
                _(
                    "%(host)s là địa chỉ trong mạng nội bộ nên không được gửi tới. "
                    "Nhờ quản trị máy chủ cho phép."
                )
                % {"host": self.host}
            )
        return judged

    def _wait(self, limit: float) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(limit, left)

    def _response(self, sock: socket.socket, *args: Any, **kwargs: Any) -> http.client.HTTPResponse:
        # The head too is read within the limits: a byte every ten seconds is no answer.
        return http.client.HTTPResponse(_Hurried(sock, self._wait, self.timeouts.read), *args, **kwargs)  # type: ignore[arg-type]


class _Hurried(io.RawIOBase):
    """The bytes of a socket, each read ending at the deadline of the whole request."""

    def __init__(self, sock: socket.socket, wait: Callable[[float], float], limit: float) -> None:
        # Its own handle: http.client lets go of the socket before the body is read.
        self.sock, self.raw = sock, sock.makefile("rb", buffering=0)
        self.wait, self.limit = wait, limit

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self.sock.settimeout(self.wait(self.limit))
        return self.raw.readinto(buffer)

    def close(self) -> None:
        self.raw.close()
        super().close()


def _chunks(response: http.client.HTTPResponse, largest: int) -> Iterator[bytes]:
    size = 0
    while chunk := response.read(CHUNK):
        size += len(chunk)
        if size > largest:
            raise RefusedError(_("Cổng trả về nhiều dữ liệu hơn mức cho phép."), response.status)
        yield chunk
    if response.length:
        # Reading in pieces, http.client takes an early end for the end.
        raise http.client.IncompleteRead(b"", response.length)


def _explained(error: Exception, host: str, gone_out: bool) -> PortalError:
    """What went wrong on the way, in words; the request itself, and what was in it, is not repeated."""
    named = {"host": host}
    if isinstance(error, socket.gaierror):
        return UnreachablePortalError(_("Không tìm thấy tên miền %(host)s. Kiểm tra lại địa chỉ.") % named)
    if isinstance(error, ssl.SSLCertVerificationError):
        named["why"] = error.verify_message
        return UnreachablePortalError(_("Chứng thư TLS của %(host)s không hợp lệ: %(why)s.") % named)
    if isinstance(error, ssl.SSLError):
        return UnreachablePortalError(_("%(host)s không hỗ trợ https (TLS).") % named)
    late = isinstance(error, TimeoutError)
    if gone_out:
        if late:
            said = _("%(host)s nhận yêu cầu nhưng không trả lời kịp; có thể đã làm.")
        else:
            said = _("%(host)s cắt kết nối giữa chừng; có thể đã làm.")
        return UncertainError(said % named)
    if late:
        said = _("%(host)s không trả lời (quá thời gian chờ).")
    elif isinstance(error, ConnectionRefusedError):
        said = _("%(host)s từ chối kết nối: máy chủ tắt hoặc sai cổng.")
    else:
        said = _("Không kết nối được tới %(host)s.")
    return UnreachablePortalError(said % named)
