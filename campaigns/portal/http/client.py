"""HTTP client for other servers, limited in time and size and kept out of private networks.

The client resolves the name, checks each address, and connects to the checked address itself, so that
DNS rebinding has no effect; the same for every redirect. Proxies of the environment are not used.
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

from campaigns.portal.http.addresses import origin, parsed_address, redirect_target
from campaigns.portal.http.errors import (
    ForbiddenAddressError,
    PortalError,
    RefusedError,
    UncertainError,
    UnreachablePortalError,
)
from campaigns.portal.http.network import resolve
from campaigns.portal.http.untrusted import read_json

MAX_ANSWER_BYTES = 4 * 1024 * 1024
REDIRECTS = 3
CHUNK = 64 * 1024
AGENT = "ChungTay/1 (+%s)"
SECRET_HEADERS = {"authorization", "cookie", "x-chungtay-signature"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def json(self) -> Any:
        """Return the body as data; raises ``RefusedError`` when it is not JSON."""
        try:
            return read_json(self.body)
        except ValueError as error:
            is_page = b"<html" in self.body[:2000].lower() or b"<!doctype" in self.body[:2000].lower()
            raise RefusedError(
                _("Cổng trả về một trang HTML thay vì dữ liệu. Kiểm tra địa chỉ kết nối.")
                if is_page
                else _("Cổng trả về dữ liệu không đọc được."),
                self.status,
            ) from error


@dataclass(frozen=True)
class Timeouts:
    """Limits in seconds: to connect, between two bytes, for the whole request."""

    connect: float = 5
    read: float = 15
    total: float = 30


@dataclass(frozen=True)
class SafeClient:
    """The client; it calls ``before`` ahead of every request, so that the caller can renew its lease."""

    timeouts: Timeouts = field(default_factory=Timeouts)
    before: Callable[[], None] = lambda: None

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        largest: int = MAX_ANSWER_BYTES,
    ) -> Answer:
        """Return the answer whatever its status; redirects of a GET are followed.

        Raises ``ForbiddenAddressError``, ``UnreachablePortalError``, or ``RefusedError`` for an
        answer that is too large or invalid.
        """
        self.before()
        parsed_address(url)
        deadline = time.monotonic() + self.timeouts.total
        sent = {**(headers or {}), "User-Agent": AGENT % iri_to_uri(settings.SITE_URL), "Connection": "close"}
        first_origin = origin(url)
        for _hop in range(REDIRECTS + 1):
            answer = self._request_once(method, url, sent, body, deadline, largest)
            target = answer.headers.get("location", "")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            url = redirect_target(url, target)
            parsed_address(url)
            if method not in ("GET", "HEAD"):
                raise RefusedError(
                    _("Cổng chuyển hướng sang %(origin)s. Ghi đúng địa chỉ đó trong kết nối.")
                    % {"origin": origin(url)},
                    answer.status,
                )
            if origin(url) != first_origin:
                # A password goes only to the server it was given for.
                sent = {name: value for name, value in sent.items() if name.lower() not in SECRET_HEADERS}
        raise RefusedError(_("Cổng chuyển hướng quá nhiều lần."))

    def _request_once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, deadline: float, largest: int
    ) -> Answer:
        parts = parsed_address(url)
        host = str(parts.hostname)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = _PinnedConnection(parts.scheme == "https", host, parts.port, self.timeouts, deadline)
        was_sent = False
        try:
            connection.connect()
            connection.request(method, path, body or None, {"Host": parts.netloc, **headers})
            was_sent = True
            response = connection.getresponse()
            received = b"".join(_chunks(response, largest))
            received_headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, received_headers, received, url)
        except (socket.gaierror, ssl.SSLError, http.client.HTTPException, OSError) as error:
            raise _error_for(error, host, was_sent) from error
        except ValueError as error:
            # Invalid characters that the checks above missed must still give a readable message.
            raise RefusedError(_("Cổng hoặc địa chỉ của cổng dùng ký tự không hợp lệ.")) from error
        finally:
            connection.close()


class _PinnedConnection(http.client.HTTPConnection):
    """A connection to a checked address, whatever the name resolves to by now."""

    def __init__(
        self, secure: bool, host: str, port: int | None, timeouts: Timeouts, deadline: float
    ) -> None:
        super().__init__(host, port or (443 if secure else 80), timeout=timeouts.connect)
        self.secure, self.timeouts, self.deadline = secure, timeouts, deadline
        # http.client calls it in place of the response class.
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
        addresses = resolve(self.host, self.port, self._wait(self.timeouts.connect))
        if not addresses:
            raise ForbiddenAddressError(
                _(
                    "%(host)s là địa chỉ trong mạng nội bộ nên không được gửi tới. "
                    "Nhờ quản trị máy chủ cho phép."
                )
                % {"host": self.host}
            )
        return addresses

    def _wait(self, limit: float) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(limit, left)

    def _response(self, sock: socket.socket, *args: Any, **kwargs: Any) -> http.client.HTTPResponse:
        # The headers too are read within the limits: one byte every ten seconds is too slow.
        reader: Any = _DeadlineReader(sock, self._wait, self.timeouts.read)
        return http.client.HTTPResponse(reader, *args, **kwargs)


class _DeadlineReader(io.RawIOBase):
    """The bytes of a socket; every read ends at the deadline of the whole request."""

    def __init__(self, sock: socket.socket, wait: Callable[[float], float], limit: float) -> None:
        # A handle of its own: http.client closes the socket before the body is read.
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
        # When reading in pieces, http.client does not report a body that ends early.
        raise http.client.IncompleteRead(b"", response.length)


def _error_for(error: Exception, host: str, was_sent: bool) -> PortalError:
    """Return the error as a message for editors; it never repeats the request, which holds secrets."""
    values = {"host": host}
    if isinstance(error, socket.gaierror):
        return UnreachablePortalError(_("Không tìm thấy tên miền %(host)s. Kiểm tra lại địa chỉ.") % values)
    if isinstance(error, ssl.SSLCertVerificationError):
        values["why"] = error.verify_message
        return UnreachablePortalError(_("Chứng thư TLS của %(host)s không hợp lệ: %(why)s.") % values)
    if isinstance(error, ssl.SSLError):
        return UnreachablePortalError(_("%(host)s không hỗ trợ https (TLS).") % values)
    timed_out = isinstance(error, TimeoutError)
    if was_sent:
        if timed_out:
            message = _("%(host)s nhận yêu cầu nhưng không trả lời kịp; có thể đã làm.")
        else:
            message = _("%(host)s cắt kết nối giữa chừng; có thể đã làm.")
        return UncertainError(message % values)
    if timed_out:
        message = _("%(host)s không trả lời (quá thời gian chờ).")
    elif isinstance(error, ConnectionRefusedError):
        message = _("%(host)s từ chối kết nối: máy chủ tắt hoặc sai cổng.")
    else:
        message = _("Không kết nối được tới %(host)s.")
    return UnreachablePortalError(message % values)
