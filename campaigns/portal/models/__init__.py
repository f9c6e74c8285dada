"""Connections, the delivery of each page to each portal, and items imported from other sites."""

from campaigns.portal.models.connections import PREFIX, PortalConnection, with_jitter
from campaigns.portal.models.deliveries import Delivery, deliveries, has_items
from campaigns.portal.models.imports import ImportedItem, ReceivedMessage, has_live_imports

__all__ = [
    "PREFIX",
    "Delivery",
    "ImportedItem",
    "PortalConnection",
    "ReceivedMessage",
    "deliveries",
    "has_items",
    "has_live_imports",
    "with_jitter",
]
