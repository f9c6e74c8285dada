"""The form of the numbers of official documents."""

import tomllib
from pathlib import Path

import pytest

from campaigns import demo
from cms.document_numbers import fault, without_label

# Of the five plans and of the laws that they name.
REAL = [
    *("71/KH-SVHTTDL", "1908/KH-UBND", "193/QĐ-TTg", "1944/QĐ-TTg", "2053/BCĐ138/CP", "2291/BCĐ", "138/CP"),
    *("316/KH-SVHTTDL", "3268/BCĐ-CAT", "33/KH-BCĐ", "33/QĐ-TTg", "357/QĐ-BVHTDL", "40/KH-BCĐ", "13-KL/TW"),
    *("555/KH-BCĐ", "61/KH-BCĐ", "675/KH-BCĐ", "9145/QĐ-BCĐ", "53/2024/QH15", "162/2025/NĐ-CP", "48-CT/TW"),
    *("1273/BTTTT-TTCS", "197/KH-UBND", "22/2023/TT-BTTTT", "237/NQ-UBTVQH16", "202/2025/QH15"),
    *("138/2025/NĐ-CP", "39/2026/QH16", "10/2025/TT-BVHTTDL"),
]
# As others write them: joint circulars, the Party, the government of a province, & and a full stop.
LIKE = [
    "01/2021/TTLT-TANDTC-VKSNDTC",
    "12-QyĐ/TU",
    "123-CV/BTGTU",
    "02a/KH-BCĐ",
    "45/KH-SVHTT&DL",
    "1234/QĐ-UBND.HC",
    "15/TTr-SVHTTDL",
    "9145/QĐ-BCĐ 138/CP",
    "193 /QĐ-TTg",
    "16/L-CTN",
    "24-L/CTN",
    "1240/C02-P5",
    "4211/X05",
    "15/Ttr-SVHTTDL",
    "73/KH-CAT(PC02)",
    "1/P.VHTT",
    "675/KH\u2011BCĐ",
    "316/KH- SVHTTDL",
    "Số: 71/KH-SVHTTDL",
    "số 71/KH-SVHTTDL",
]
NONSENSE = ["xyz", "12", "12/xyz", "KH-BCĐ", "/KH-BCĐ", "0/KH-BCĐ", "12/KH-", "12//KH-BCĐ", "01/01/2030"]
NONSENSE += ["30/7/2026", "111", "Dự thảo", "12/KH-BCĐ xyz", "<b>1/AB</b>", "12/2999/QH15", "12/KH--BCĐ"]
NONSENSE += ["30/T7/2026", "12/Xyz", "12/Quý-sau", "12/KH-BCĐ\n13/KH-BCĐ", "0912345678", "12/KH-BCĐ gọi 0912"]


def demo_numbers() -> list[str]:
    path = Path(demo.__file__).parent / "documents.toml"
    return [row["number"] for row in tomllib.loads(path.read_text(encoding="utf-8"))["item"] if row["number"]]


@pytest.mark.parametrize("number", [*REAL, *LIKE, *demo_numbers()])
def test_a_number_of_a_real_document_is_taken(number: str) -> None:
    assert fault(number) == ""


@pytest.mark.parametrize("number", NONSENSE)
def test_nonsense_is_refused_in_words(number: str) -> None:
    assert "675/KH-BCĐ" in fault(number) or "chưa tới" in fault(number)


@pytest.mark.parametrize("typed", ["Số: 71/KH-SVHTTDL", "số 71/KH-SVHTTDL", " Số:71/KH-SVHTTDL "])
def test_the_label_is_no_part_of_the_number(typed: str) -> None:
    assert without_label(typed) == "71/KH-SVHTTDL"
