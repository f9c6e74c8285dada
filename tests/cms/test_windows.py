"""Whatever has a start and an end refuses an end before the start, at the field of the end (rule 102)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from cms.normalise import PACKAGES
from cms.windows import Window

# Names of fields by which a period is known; a new pair of names belongs here.
PAIRS = [
    ("starts_at", "ends_at"),
    ("start", "end"),
    ("peak_start", "peak_end"),
    ("valid_from", "valid_until"),
    ("valid_from", "valid_to"),
]


def periods() -> list[Any]:
    """(model, name of the start, name of the end) for every period of our models."""
    ours = [model for model in apps.get_models() if model.__module__.partition(".")[0] in PACKAGES]
    names = {model: {field.name for field in model._meta.fields} for model in ours}
    return [(model, *pair) for model in ours for pair in PAIRS if names[model].issuperset(pair)]


def test_all_periods_are_known() -> None:
    assert {model._meta.label for model, _start, _end in periods()} == {
        "accounts.Organisation",
        "vocabulary.Region",
        "campaigns.Alert",
        "campaigns.CampaignPage",
        "campaigns.EventPage",
        "campaigns.SloganPage",
    }
    for model, *_names in periods():
        dates = {f.name for f in model._meta.fields if isinstance(f, models.DateField) and f.editable}
        starts = {name for name in dates if name.endswith(("start", "starts_at", "_from"))}
        assert starts <= {start for owner, start, _end in periods() if owner is model}


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "start", "end"), periods())
def test_an_end_lies_after_its_start(model: type[models.Model], start: str, end: str) -> None:
    is_moment = isinstance(model._meta.get_field(start), models.DateTimeField)
    later: Any = timezone.now() + timedelta(days=9) if is_moment else date(2026, 7, 30)
    wrong = [later - timedelta(days=1), *([later] if is_moment else [])]
    for value in wrong:
        with pytest.raises(ValidationError) as refused:
            model(**{start: later, end: value}).clean()
        assert list(refused.value.message_dict) == [end]


def test_a_period_of_dates_may_last_one_day() -> None:
    Window(date(2026, 7, 30), date(2026, 7, 30)).check("end")
    Window(datetime(2026, 7, 30, 8), datetime(2026, 7, 30, 9)).check("end")
    Window(None, date(2026, 7, 30)).check("end")
    Window(date(2026, 7, 30), None).check("end")
