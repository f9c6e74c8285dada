"""Connections, what stands on each portal, what was taken over from other sites."""

from campaigns.portal.models.connections import PREFIX, PortalConnection, scattered
from campaigns.portal.models.deliveries import Delivery, deliveries, holds_items
from campaigns.portal.models.taken import HeardMessage, TakenItem

__all__ = [
    "PREFIX",
    "Delivery",
    "HeardMessage",
    "PortalConnection",
    "TakenItem",
    "deliveries",
    "holds_items",
    "scattered",
]
