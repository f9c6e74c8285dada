"""Connectors: one for each kind of portal."""

from campaigns.portal.connectors.base import Connector
from campaigns.portal.connectors.site import SiteConnector
from campaigns.portal.connectors.webhook import WebhookConnector
from campaigns.portal.connectors.wordpress import WordPressConnector
from campaigns.portal.http.client import SafeClient
from campaigns.portal.models import PortalConnection

CONNECTORS: dict[str, type[WordPressConnector | WebhookConnector | SiteConnector]] = {
    PortalConnection.Kind.WORDPRESS: WordPressConnector,
    PortalConnection.Kind.WEBHOOK: WebhookConnector,
    PortalConnection.Kind.SITE: SiteConnector,
}


def connector_of(connection: PortalConnection, client: SafeClient | None = None) -> Connector:
    """Return the connector of a connection; raises ``DecryptionError`` when its secret cannot be read."""
    return CONNECTORS[connection.kind](
        connection.address, connection.username, connection.secret, client or SafeClient()
    )
