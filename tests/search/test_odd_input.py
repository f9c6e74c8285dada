"""Never an error, whatever is asked; and a limit to how often."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as rounds
from hypothesis import strategies as st

pytestmark = pytest.mark.usefixtures("index")
ODD = ['"', "*", "AND OR NOT", "\x00", "a\x00b", "🙂", "' OR 1=1 --", "<svg onload=x>"]
ODD += ["x" * 10_000, "từ " * 5_000]
NAMES = st.sampled_from(["q", "kind", "page", "size", "year", "region", "campaign", "sort"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@pytest.fixture
def patient(settings: Any) -> None:
    settings.SEARCH_PER_MINUTE = 10_000


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("path", ["/tim-kiem/", "/tim-kiem/goi-y/", "/api/search/"])
def test_never_an_error(client: Client, path: str, text: str) -> None:
    values = {
        "q": text,
        "kind": text[:50],
        "page": text[:20],
        "region": [text[:9], "20"],
        "campaign": "9" * 30,
    }
    answer = client.get(path, values)
    assert answer.status_code == (400 if path == "/api/search/" else 200)
    if "html" in answer["Content-Type"]:
        assert "<svg onload" not in answer.content.decode()


@pytest.mark.usefixtures("patient")
@given(text=TEXTS, name=NAMES)
@rounds(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_of_any_parameter(client: Client, text: str, name: str) -> None:
    answer = client.get("/api/search/", {"q": "mua ban nguoi", name: text})
    assert answer.status_code == 200 or (answer.status_code == 400 and answer.json()["message"])


@pytest.mark.usefixtures("one_minute")
def test_too_many_questions_from_one_address(client: Client, settings: Any) -> None:
    settings.SEARCH_PER_MINUTE = 3
    answers = [client.get("/api/search/?q=a").status_code for _ in range(8)]
    assert answers[:3] == [200] * 3 and 429 in answers
    assert client.get("/api/search/?q=a", headers={"x-forwarded-for": "10.1.2.3"}).status_code == 200
