"""What every portal is asked: one small interface, one file a connector."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from campaigns.portal.client import Answer
from campaigns.portal.errors import RefusedError, UncertainError, UnreachablePortalError
from campaigns.portal.gone import Gone
from campaigns.portal.items import Item
from campaigns.portal.models import Delivery

# A server that answers so is not able to serve anyone now; no item is to blame.
BUSY = (408, 425, 429, 502, 503, 504)
# So answers a gateway whose server may still be at work.
LATE = (408, 502, 504)


class SignInError(UnreachablePortalError):
    """The portal does not let us in: nothing goes until somebody mends the connection."""


@dataclass(frozen=True, slots=True)
class Held:
    """What stands on the other side. ``marker`` changes when somebody there changes it.

    ``code`` is the approval under which it was left there.
    """

    state: str = Delivery.State.STANDS
    remote_id: str = ""
    link: str = ""
    marker: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """The same for every try of one version: ``key`` is what the other side tells repeats by."""

    key: str
    version: int
    place: dict[str, Any]


def bad_signature() -> str:
    """What a 401 is about between two who share a secret."""
    return _("chữ ký: khóa chung hai bên khác nhau, hoặc đồng hồ hai máy lệch nhau quá 5 phút")


class Connector(Protocol):
    """Every method raises ``PortalError`` with the reason in words for an editor."""

    def check(self) -> list[str]:
        """Try the address and the credential without changing anything; what was found, in words."""

    def put(self, item: Item, held: Held, message: Message) -> Held:
        """Make the item stand there as it is now, once, whether or not it did before."""

    def take_down(self, gone: Gone, held: Held, message: Message) -> Held:
        """Make the item leave, or put the notice in its place where it cannot leave."""

    def look(self, uid: str, held: Held) -> Held | None:
        """What stands there now: None when the portal cannot tell; state DOWN when it is gone."""

    def marker_of(self, item: Item, message: Message) -> str:
        """The marker that the item as it is now would have there, "" when nobody can tell."""


def expect(answer: Answer, what: str, credential: str = "") -> Answer:
    """The answer if it is a yes, else the reason in words; ``credential`` names what a 401 is about."""
    status = answer.status
    if 200 <= status < 300:
        return answer
    if status in BUSY:
        raise (UncertainError if status in LATE else UnreachablePortalError)(
            _("%(what)s: cổng đang bận hoặc bảo trì (mã %(n)d).") % {"what": what, "n": status}
        )
    if status == 401:
        raise SignInError(
            _("%(what)s: cổng không nhận %(credential)s (mã 401). Xem lại trong kết nối. %(said)s")
            % {
                "what": what,
                "credential": credential or _("tên đăng nhập hoặc mật khẩu"),
                "said": said(answer),
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
        _("%(what)s: %(reason)s (mã %(n)d). %(said)s")
        % {"what": what, "reason": reason, "n": status, "said": said(answer)},
        status,
    )


def said(answer: Answer) -> str:
    """The portal's own short message, as plain words; pages of HTML are not repeated."""
    try:
        body = answer.json()
    except RefusedError:
        return ""
    message = body.get("message", "") if isinstance(body, dict) else ""
    # Never shown as HTML; without its signs nobody can take it for such.
    return str(message).replace("<", "‹").replace(">", "›")[:200] if isinstance(message, str) else ""
