"""Timeouts of deliveries that do not depend on how busy the machine is."""

import pytest

from campaigns.portal.http.client import SafeClient, Timeouts
from campaigns.portal.outgoing import sync


class DeliveryTimeouts:
    """The timeouts of deliveries: long for a server that answers, short for one that will not."""

    def __init__(self) -> None:
        self.timeouts = Timeouts(connect=30, read=30, total=60)

    def short(self) -> None:
        self.timeouts = Timeouts(connect=30, read=0.5, total=30)

    def long(self) -> None:
        self.timeouts = Timeouts(connect=30, read=30, total=60)


@pytest.fixture(autouse=True)
def timeouts(monkeypatch: pytest.MonkeyPatch) -> DeliveryTimeouts:
    """Give the deliveries long timeouts, which a test may shorten."""
    chosen = DeliveryTimeouts()
    monkeypatch.setattr(sync, "SafeClient", lambda before: SafeClient(chosen.timeouts, before))
    return chosen
