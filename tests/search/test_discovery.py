"""The system check of page types."""

import pytest

from search import discovery


def test_every_page_type_says_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    assert discovery.check_declared(None) == []

    class Odd:
        search_kind = "khac"
        _meta = type("Meta", (), {"app_label": "campaigns", "label": "campaigns.Odd"})

    silent = type("Quiet", (), {"_meta": Odd._meta})
    monkeypatch.setattr(discovery, "get_page_models", lambda: [silent, Odd])
    assert [problem.id for problem in discovery.check_declared(None)] == ["search.E001", "search.E002"]
