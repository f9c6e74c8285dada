"""Values of the form of a connection."""

from typing import Any

from tests.campaigns.portal.conftest import SECRET

ADD = "portal_connections:add"


def form_data(of: Any, **changes: Any) -> dict[str, Any]:
    """Return valid values of the form of a connection, with changes."""
    return {
        "name": "Cổng Sở",
        "kind": "webhook",
        "is_active": "on",
        "organisation": of.organisation_id,
        "department": of.pk,
        "address": "https://cong.example.vn/nhan",
        "username": "",
        "password": SECRET,
        "automatic_kinds": ["tin-tuc", "canh-bao"],
        "category_tin_tuc": "Tin hoạt động",
        "tags_tin_tuc": "PCMBN, Tổng đài 111",
    } | changes
