"""Parsing of http(s) addresses into the ASCII form that is sent."""

from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from campaigns.portal.http.errors import ForbiddenAddressError, RefusedError
from campaigns.portal.http.network import ascii_host

DEFAULT_PORTS = {"http": 80, "https": 443}


def origin(url: str) -> str:
    """Return scheme, host and port, without user name and password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def host_and_port(url: str) -> str:
    """Return host and port, default ports left out; "" for an invalid address."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = ascii_host(parts.hostname or "")
    except ValueError:
        return ""
    return host if port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


def parsed_address(url: str) -> Any:
    """Return the parts of an http(s) address in ASCII: host in IDNA, the rest percent-encoded.

    Raises ``ForbiddenAddressError``, also for an address that contains a user name or password.
    """
    if any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise ForbiddenAddressError(_("Địa chỉ không hợp lệ."))
    try:
        parts = urlsplit(url)
        port = parts.port
        host = ascii_host(parts.hostname or "")
    except ValueError as error:
        raise ForbiddenAddressError(_("Địa chỉ không hợp lệ.")) from error
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise ForbiddenAddressError(_("Chỉ dùng địa chỉ http:// hoặc https://."))
    if parts.username or parts.password:
        raise ForbiddenAddressError(_("Không ghi tên và mật khẩu trong địa chỉ."))
    netloc = f"[{host}]" if ":" in host else host
    if port is not None:
        netloc = f"{netloc}:{port}"
    return SplitResult(parts.scheme, netloc, iri_to_uri(parts.path), iri_to_uri(parts.query), "")


def redirect_target(url: str, target: str) -> str:
    """Resolve a ``Location`` header; raises ``RefusedError`` when it is not an address."""
    try:
        # http.client reads headers as Latin-1; what portals write there is UTF-8.
        target = target.encode("latin-1").decode("utf-8", "replace")
        return urljoin(url, target)
    except ValueError as error:
        raise RefusedError(_("Cổng chuyển hướng tới một địa chỉ không hợp lệ.")) from error
