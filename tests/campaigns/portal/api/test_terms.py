"""The read API of the vocabularies."""

from typing import Any

import pytest
from django.test import Client

from cms.vocabulary.models import Audience, Region

pytestmark = pytest.mark.django_db


def get(path: str, **params: Any) -> Any:
    response = Client().get(f"/api/v2/{path}", params)
    assert response.status_code == 200, response.content
    return response.json()


def test_vocabularies_are_listed_and_filtered() -> None:
    province = Region.objects.get(slug="31")
    found = get("regions/", parent="31", size=50)
    assert found["items"] and all(row["parent"] == "31" for row in found["items"])
    assert get("regions/", key="31")["items"][0]["name"] == province.name
    assert get("audiences/")["meta"]["total_count"] == Audience.objects.count()
    for name in ("topics", "channels"):
        assert get(f"{name}/")["items"][0]["slug"]
