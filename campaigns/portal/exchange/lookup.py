"""Search for an item of another Chung Tay site by its approval code."""

from django.utils.translation import gettext as _

from campaigns.approvals.status import State
from campaigns.portal.connectors.base import expect
from campaigns.portal.exchange.following import check_code
from campaigns.portal.exchange.messages import record_offer
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.errors import RefusedError
from campaigns.portal.http.untrusted import mapping, rows, text
from campaigns.portal.models import ImportedItem, PortalConnection
from campaigns.portal.outgoing import markup
from cms.vietnamese import as_clause


def record_by_code(connection: PortalConnection, code: str) -> ImportedItem:
    """Record the item of a code of the other site as offered; raises ``PortalError``."""
    source = check_code(connection, code)
    if source.get("state") != str(State.IN_FORCE):
        label = as_clause(markup.plain_text(text(source.get("label")))[:80])
        raise RefusedError(_("Bên nguồn: %(label)s.") % {"label": label})
    url = f"{connection.address}/api/v2/pages/?code={code}"
    listing = expect(SafeClient().request("GET", url), _("Đọc nội dung")).json()
    found = rows(mapping(listing).get("items"))
    if len(found) != 1:
        raise RefusedError(_("Bên nguồn không đưa ra nội dung của mã này."))
    row = found[0]
    message = {
        "id": row.get("uid"),
        "code": code,
        "title": row.get("title"),
        "kind": row.get("kind"),
        "url": mapping(row.get("meta")).get("html_url"),
        "agency": source.get("agency"),
    }
    item = record_offer(connection, message)
    if item is None:
        raise RefusedError(_("Bên nguồn không đưa ra nội dung của mã này."))
    return item
