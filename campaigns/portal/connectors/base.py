"""The interface of connectors, and the check of answers that they share; one file for each kind of portal."""

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from campaigns.portal.connectors.payloads import Item, Message, RemoteItem, Removal
from campaigns.portal.http.client import Answer
from campaigns.portal.http.errors import RefusedError, UncertainError, UnreachablePortalError

# The server as a whole cannot serve requests now; the item is not at fault.
UNAVAILABLE = (408, 425, 429, 502, 503, 504)
# A gateway answers with these while the server behind it may still be working.
GATEWAY_TIMEOUTS = (408, 502, 504)


class AuthenticationError(UnreachablePortalError):
    """The portal rejects the credentials: nothing is delivered until the connection is corrected."""


def bad_signature() -> str:
    """Return what a 401 means between two sites that share a secret."""
    return _("chữ ký: khóa chung hai bên khác nhau, hoặc đồng hồ hai máy lệch nhau quá 5 phút")


class Connector(Protocol):
    """The requests to one kind of portal; every method raises ``PortalError`` with a message for editors."""

    def check(self) -> list[str]:
        """Test address and credentials without changing anything; return the findings as text."""

    def put(self, item: Item, remote: RemoteItem, message: Message) -> RemoteItem:
        """Create or update the item on the portal so that it is published exactly once."""

    def remove(self, removal: Removal, remote: RemoteItem, message: Message) -> RemoteItem:
        """Remove the item from the portal, or replace it by the notice where it cannot be removed."""

    def discard(self, names: Sequence[str]) -> None:
        """Delete the pictures of these names, which no item shows any more, where they were uploaded."""

    def inspect(self, uid: str, remote: RemoteItem) -> RemoteItem | None:
        """Return the current state on the portal (REMOVED when deleted); None when it cannot be read."""

    def expected_marker(self, item: Item, message: Message) -> str:
        """Return the marker that this version would have on the portal, "" when it cannot be known."""


def expect(answer: Answer, what: str, credential: str = "") -> Answer:
    """Return a 2xx answer, else raise ``PortalError``; ``credential`` names what a 401 is about."""
    status = answer.status
    if 200 <= status < 300:
        return answer
    if status in UNAVAILABLE:
        raise (UncertainError if status in GATEWAY_TIMEOUTS else UnreachablePortalError)(
            _("%(what)s: cổng đang bận hoặc bảo trì (mã %(n)d).") % {"what": what, "n": status}
        )
    if status == 401:
        raise AuthenticationError(
            _("%(what)s: cổng không nhận %(credential)s (mã 401). Xem lại trong kết nối. %(message)s")
            % {
                "what": what,
                "credential": credential or _("tên đăng nhập hoặc mật khẩu"),
                "message": answer_message(answer),
            }
        )
    reasons = {
        403: _("cổng không cho phép tài khoản này làm việc đó"),
        404: _("cổng không có địa chỉ này"),
        410: _("cổng không còn mục này"),
        413: _("nội dung hoặc ảnh lớn hơn mức cổng nhận"),
        500: _("cổng gặp lỗi khi xử lý"),
    }
    reason = reasons.get(status, _("cổng từ chối"))
    raise RefusedError(
        _("%(what)s: %(reason)s (mã %(n)d). %(message)s")
        % {"what": what, "reason": reason, "n": status, "message": answer_message(answer)},
        status,
    )


def answer_message(answer: Answer) -> str:
    """Return the portal's own short message as plain text, "" for HTML pages."""
    try:
        body = answer.json()
    except RefusedError:
        return ""
    message = body.get("message", "") if isinstance(body, dict) else ""
    # Never rendered as HTML; replacing the angle brackets makes sure of it.
    return str(message).replace("<", "‹").replace(">", "›")[:200] if isinstance(message, str) else ""
