"""The hash of a content does not depend on the order in which a database returns the keys of JSON."""

import pytest
from django.db import models
from wagtail.fields import StreamField

from campaigns.approvals.content_hash import _stream_fields, content_hash
from campaigns.models import NewsPage, SloganPage

ONE = '[{"type": "text", "value": "Lời"}]'
OTHER = '[{"value": "Lời", "type": "text"}]'


@pytest.mark.parametrize("name", ["body", "steps"])
def test_keys_of_a_stream_have_no_order(name: str) -> None:
    assert content_hash({name: ONE}, {name}) == content_hash({name: OTHER}, {name})


def test_text_that_looks_like_a_stream_is_text() -> None:
    assert content_hash({"summary": ONE}) != content_hash({"summary": OTHER})


def test_streams_are_those_of_the_page_type() -> None:
    assert _stream_fields(NewsPage) == {"body"}
    assert _stream_fields(SloganPage) == set()


def test_a_stream_may_have_any_name() -> None:
    class Steps(models.Model):
        steps = StreamField([])

        class Meta:
            app_label = "campaigns"
            abstract = True

    assert _stream_fields(Steps) == {"steps"}
