"""Dates as Vietnamese write them, in every form (rule 102)."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from cms.dates import DateField, DateTimeField, EndField
from cms.normalise import PACKAGES

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 7, 30)
DAYS = [
    "30/7/2026",
    "30-7-2026",
    "30.7.2026",
    " 30/07/2026 ",
    "30 / 7 / 2026",
    "30 - 7 - 2026",
    "2026-07-30",
    "ngày 30/07/2026",
    "30 tháng 7 năm 2026",
]
MOMENTS = [
    "30/7/2026 08:00",
    "30-07-2026 8:00",
    "30.7.2026 8h00",
    "30/7/2026 8h",
    "30/7/2026 8 giờ",
    "8h00 ngày 30/7/2026",
    "08:00 ngày 30/07/2026",
    "8:00 30/7/2026",
    "2026-07-30 08:00",
    "2026-07-30T08:00",
]
UNREADABLE = ["31/02/2026", "30/7/26", "7/30/2026", "30/7", "32/1/2026", "ngày mai", "30/7/0206", "30/7/2206"]


class Form(forms.Form):
    day = DateField()
    starts = DateTimeField()
    ends = EndField()


def read(**data: str) -> Form:
    return Form({"day": "1/7/2026", "starts": "1/7/2026 08:00", "ends": "2/7/2026 08:00"} | data)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", [*DAYS, "05/8/2026"])
def test_the_day_comes_first(typed: str, language: str) -> None:
    with translation.override(language):
        for field in (DateField(), forms.DateField()):
            assert field.clean(typed) == (date(2026, 8, 5) if "8" in typed else DAY)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", MOMENTS)
def test_a_moment_is_a_day_and_a_time(typed: str, language: str) -> None:
    with translation.override(language):
        for field in (DateTimeField(), EndField(), forms.DateTimeField()):
            assert timezone.localtime(field.clean(typed)) == _moment(8, 0)


@pytest.mark.parametrize("typed", DAYS[:7])
def test_a_day_without_a_time_is_whole(typed: str) -> None:
    assert DateTimeField().clean(typed) == _moment(0, 0)
    assert EndField().clean(typed) == _moment(23, 59)


@pytest.mark.parametrize("typed", UNREADABLE)
@pytest.mark.parametrize("name", ["day", "starts", "ends"])
def test_what_cannot_be_read_stays_as_typed_with_the_form_to_write(name: str, typed: str) -> None:
    for value in (typed, f"{typed} 08:00"):
        form = read(**{name: value})
        assert "30/7/2026" in form.errors[name][0] and list(form.errors) == [name]
        assert f'value="{value}"' in str(form[name])


@pytest.mark.parametrize("typed", ["31/02/2026", "30 / 2 / 2028", "31.4.2026"])
@pytest.mark.parametrize("name", ["day", "starts", "ends"])
def test_a_day_that_its_month_does_not_have_is_named(name: str, typed: str) -> None:
    errors = read(**{name: typed}).errors[name]
    day, month, year = (int(figures) for figures in re.findall(r"\d+", typed))
    assert errors == [f"Tháng {month} năm {year} không có ngày {day}. Mời xem lại, ví dụ 30/7/2026."]


def test_english_errors_say_the_form_too() -> None:
    with translation.override("en"):
        assert read(day="7/30/2026").errors["day"] == [
            "This date cannot be read. Write day/month/year, for example 30/7/2026."
        ]


def test_a_time_that_cannot_be_read_says_how_to_write_it() -> None:
    with pytest.raises(forms.ValidationError, match="giờ:phút"):
        forms.TimeField().clean("25:00")


def test_days_are_shown_day_first_with_two_digits() -> None:
    form = Form(initial={"day": DAY, "starts": _moment(8, 5), "ends": None})
    assert 'value="30/07/2026"' in str(form["day"])
    assert 'value="30/07/2026 08:05"' in str(form["starts"])
    assert "value=" not in str(form["ends"])


def test_pickers_write_what_the_fields_read() -> None:
    assert AdminDateInput().get_config()["format"] == "d/m/Y"
    assert AdminDateTimeInput().get_config()["format"] == "d/m/Y H:i"
    assert not [error for error in run_checks() if error.id == "wagtailadmin.E003"]


@pytest.mark.parametrize(("language", "written"), [("vi", "30/07/2026"), ("en", "30 July 2026")])
def test_readers_see_one_style_of_dates(language: str, written: str) -> None:
    with translation.override(language):
        for name in ("DATE_FORMAT", "SHORT_DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"):
            assert date_format(_moment(8, 0), name).endswith(written)
        assert written.startswith(date_format(DAY, "MONTH_DAY_FORMAT"))


@pytest.mark.parametrize("folder", ["components", "blocks", "campaigns", "approvals", "kits", "search"])
def test_templates_name_a_style_and_spell_none(folder: str) -> None:
    allowed = {"c", "Y-m-d", "H:i", "j", "n", "Y"}  # for programs; a time; the leaf of a calendar
    for path in (ROOT / "templates" / folder).rglob("*.html"):
        if path.name != "bundle.html":  # always Vietnamese, opened from a folder without this site
            spelt = set(re.findall(r"""date:["']([^"']+)["']""", path.read_text()))
            assert not {name for name in spelt - allowed if not name.endswith("_FORMAT")}, path


def test_every_edit_form_of_the_admin_uses_these_fields() -> None:
    found = 0
    for field in _model_fields():
        made: Any = formfield_for_dbfield(field)
        if isinstance(field, models.DateTimeField):
            ends = field.name in ("ends_at", "expire_at")
            assert type(made) is (EndField if ends else DateTimeField), field
        elif made is not None:
            assert type(made) is DateField, field
        found += made is not None
    assert found > 20


def _model_fields() -> list[models.Field[Any, Any]]:
    ours = [model for model in apps.get_models() if model.__module__.partition(".")[0] in PACKAGES]
    fields = [field for model in ours for field in model._meta.concrete_fields if field.editable]
    return [field for field in fields if isinstance(field, models.DateField)]


def _moment(hour: int, minute: int) -> datetime:
    return timezone.make_aware(datetime(2026, 7, 30, hour, minute))
