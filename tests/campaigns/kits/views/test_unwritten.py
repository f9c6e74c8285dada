"""What an organisation takes is in the register, or it is not given (rule 111)."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from campaigns.reuse.models import Reuse
from cms.accounts.models import Organisation, User
from tests.campaigns.kits.support import kit_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("campaigns.reuse.register.Reuse.save", refuse)
    monkeypatch.setattr("campaigns.reuse.register.count_use", refuse)


def test_an_organisation_gets_no_file_that_nobody_could_call_back(
    slogan: Any, client: Client, locked: None
) -> None:
    organisation = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    client.force_login(User.objects.create_user("xa-thu", organisation=organisation))
    answer = client.get(kit_path(slogan, "bang-led.txt"))
    assert answer.status_code == 503 and "Hãy thử lại" in answer.content.decode()
    assert not Reuse.objects.exists()


def test_a_reader_gets_it_uncounted(slogan: Any, client: Client, locked: None) -> None:
    assert client.get(kit_path(slogan, "bang-led.txt")).status_code == 200
