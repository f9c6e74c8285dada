"""Items are attested by a digest signed with the shared secret."""

import time
from typing import Any

import pytest
from django.test import Client

from campaigns.models import NewsPage, SloganPage
from campaigns.portal.exchange import attestation
from campaigns.portal.exchange.importing import import_item
from campaigns.portal.http.signing import SIGNATURE, TIMESTAMP, is_valid_signature
from campaigns.portal.models import ImportedItem
from tests import factories
from tests.campaigns.portal.conftest import SECRET
from tests.campaigns.portal.support.messages import SITE, post_message
from tests.campaigns.portal.support.mirror import Mirror

pytestmark = pytest.mark.django_db


def test_an_embedded_slogan_is_attested_in_its_current_form(
    mirror: Mirror, site: Any, department: Any, editor: Any
) -> None:
    slogan = factories.published(SloganPage, department, text="Không ai là món hàng")
    body = [*factories.TEXT, {"type": "slogan", "value": slogan.pk}]
    page = factories.published(NewsPage, department, body=body)
    imported = ImportedItem.objects.create(connection=site, uid=page.translation_key, code=page.code)
    draft = import_item(imported, editor)
    assert "Không ai là món hàng" in str(draft.body) and imported.note


def test_the_digest_requires_the_shared_secret(source: Any, connect: Any) -> None:
    connect(SITE, "chung-tay", automatic=[])
    message = {"event": attestation.ATTESTATION_EVENT, "code": source.code}
    assert post_message(message, secret="khác").status_code == 401
    response = post_message(message)
    data = Client().get(f"/api/v2/pages/{source.pk}/").json()
    assert response.json()["digest"] == attestation.digest_of(data)
    timestamp, signature = response[TIMESTAMP], response[SIGNATURE]
    assert is_valid_signature(SECRET, timestamp, response.content, signature, time.time())
    assert post_message({"event": attestation.ATTESTATION_EVENT, "code": "0000000000"}).json()["digest"] == ""
