"""Absolute URLs of an approval code."""

from django.conf import settings
from django.urls import reverse

from campaigns.approvals import codes


def check_url(code: str) -> str:
    """URL of the code's check page; QR codes hold it."""
    return settings.SITE_URL + reverse("check", args=[codes.shown(code)])
