"""Spellings of dates and times that every form reads, in both languages: the day comes before the month.

Django adds the ISO spellings by itself. ``%Y`` takes four digits only, so no century is ever guessed.
"""

_DAYS = [f"%d{sign}%m{sign}%Y" for sign in ("/", "-", ".", " / ", " - ", " . ")]
_CLOCKS = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H giờ %M", "%H giờ"]
_BOTH = ["{day} {clock}", "{clock} {day}", "{clock} ngày {day}"]

DATE_INPUT_FORMATS = [*_DAYS, "ngày %d/%m/%Y", "%d tháng %m năm %Y", "ngày %d tháng %m năm %Y"]
TIME_INPUT_FORMATS = _CLOCKS
DATETIME_INPUT_FORMATS = [
    *(both.format(day=day, clock=clock) for both in _BOTH for day in _DAYS for clock in _CLOCKS),
    *_DAYS,
]
