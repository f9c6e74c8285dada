"""Numbers, dates and times compared with vietnormalizer, a library that reads Vietnamese for synthesis.

Left out is what it gets wrong: numbers from a million up ("hai triệu hai mươi tám nghìn" for 2.028.000
loses "không trăm"), "tháng 4" as "tháng bốn", hotlines, fractions, documents and capitals. Two usages differ
and are both right: it says "lẻ" and "bốn" where this says "linh" and, after "mươi", "tư".
"""

import random
from datetime import date, time, timedelta

import pytest
from vietnormalizer import VietnameseNormalizer

from campaigns.kits.speech.spoken import spoken

ORACLE = VietnameseNormalizer()
CHOICE = random.Random(150)  # the same cases at each run
DAYS = [date(2020, 1, 1) + timedelta(days=CHOICE.randrange(4000)) for _ in range(40)]
TIMES = [time(CHOICE.randrange(1, 24), CHOICE.randrange(1, 60)) for _ in range(40)]
CASES = [
    *(f"có {number} người" for number in range(10, 111)),
    *(f"có {CHOICE.randrange(1000, 10 ** CHOICE.randrange(4, 7))} người" for _ in range(60)),
    *(f"có {CHOICE.randrange(1000, 10**6):,} người".replace(",", ".") for _ in range(30)),
    *(f"{CHOICE.randrange(1, 100)},{CHOICE.randrange(1, 10)}%" for _ in range(30)),
    *(f"tháng {month}/2026" for month in range(1, 13) if month != 4),
    *(f"{day:%d/%m/%Y}" for day in DAYS if day.month != 4),
    *(f"{moment:%H:%M}" for moment in TIMES),
    *(f"từ {year}-{year + 5}" for year in range(2015, 2030)),
    *(f"thứ {number}" for number in range(2, 8)),
]


def northern(words: str) -> str:
    return words.replace("lẻ", "linh").replace("mươi bốn", "mươi tư")


@pytest.mark.parametrize("text", CASES)
def test_the_library_reads_it_alike(text: str) -> None:
    assert spoken(text).lower() == northern(ORACLE.normalize(text)).lower()
