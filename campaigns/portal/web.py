"""Addresses on the web, in the one spelling that goes over the wire."""

from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from campaigns.portal.errors import ForbiddenAddressError, RefusedError
from campaigns.portal.network import ascii_host

USUAL_PORTS = {"http": 80, "https": 443}


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def server_of(url: str) -> str:
    """Host and port, the usual ports left out; "" for what is no address."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = ascii_host(parts.hostname or "")
    except ValueError:
        return ""
    return host if port in (None, USUAL_PORTS.get(parts.scheme)) else f"{host}:{port}"


def web_address(url: str) -> Any:
    """The parts of an http(s) address in ASCII, as they are sent: host in IDNA, the rest quoted.

    Raises ``ForbiddenAddressError``, also for an address with a name and password in it.
    """
    if any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise ForbiddenAddressError(_("Địa chỉ không hợp lệ."))
    try:
        parts = urlsplit(url)
        port = parts.port
        host = ascii_host(parts.hostname or "")
    except ValueError as error:
        raise ForbiddenAddressError(_("Địa chỉ không hợp lệ.")) from error
    if parts.scheme not in USUAL_PORTS or not host:
        raise ForbiddenAddressError(_("Chỉ dùng địa chỉ http:// hoặc https://."))
    if parts.username or parts.password:
        raise ForbiddenAddressError(_("Không ghi tên và mật khẩu trong địa chỉ."))
    netloc = f"[{host}]" if ":" in host else host
    if port is not None:
        netloc = f"{netloc}:{port}"
    return SplitResult(parts.scheme, netloc, iri_to_uri(parts.path), iri_to_uri(parts.query), "")


def redirected(url: str, target: str) -> str:
    """Where a ``Location`` leads. Raises ``RefusedError`` when it is no address."""
    try:
        # http.client reads headers as Latin-1; what portals write there is UTF-8.
        target = target.encode("latin-1").decode("utf-8", "replace")
        return urljoin(url, target)
    except ValueError as error:
        raise RefusedError(_("Cổng chuyển hướng tới một địa chỉ không hợp lệ.")) from error
