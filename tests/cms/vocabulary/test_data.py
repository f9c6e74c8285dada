"""The committed files: official units, earlier names, terms."""

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date

import pytest

from cms.vocabulary.loader import DATA

REGIONS = list(csv.DictReader((DATA / "regions.csv").open(encoding="utf-8")))
ALIASES = list(csv.DictReader((DATA / "region_aliases.csv").open(encoding="utf-8")))
TERMS = tomllib.loads((DATA / "terms.toml").read_text("utf-8"))
CODES = {row["code"]: row for row in REGIONS}


def named(name: str) -> set[str]:
    return {row["region"] for row in ALIASES if row["name"] == name}


def test_counts_of_units() -> None:
    provinces = Counter(row["kind"] for row in REGIONS if not row["parent"])
    communes = Counter(row["kind"] for row in REGIONS if row["parent"])
    assert provinces == {"thanh-pho": 9, "tinh": 25}
    assert communes == {"phuong": 709, "xa": 2599, "dac-khu": 13}


def test_units_of_the_source_documents() -> None:
    below = Counter((row["parent"], row["kind"]) for row in REGIONS)
    assert (below["31", "xa"], below["31", "phuong"], below["31", "dac-khu"]) == (67, 45, 2)
    assert (below["20", "xa"], below["20", "phuong"]) == (61, 4)
    assert (below["04", "xa"], below["04", "phuong"]) == (53, 3)


def test_codes_are_text_with_leading_zeros() -> None:
    assert len(CODES) == len(REGIONS)
    assert all(re.fullmatch(r"\d{5}" if row["parent"] else r"\d{2}", row["code"]) for row in REGIONS)
    assert {"01", "04", "00004", "06184"} <= CODES.keys()
    assert all(row["parent"] in CODES for row in REGIONS if row["parent"])


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_files_are_nfc_without_stray_spaces(path: object) -> None:
    text = path.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    if path.suffix == ".csv":
        assert not re.search(r"  |\t|\r|\u00a0|[ ],|, $", text)
        assert "'" not in text


def test_types_begin_the_names() -> None:
    types = {"thanh-pho": "Thành phố", "tinh": "Tỉnh", "phuong": "Phường", "xa": "Xã", "dac-khu": "Đặc khu"}
    types |= {"huyen": "Huyện", "quan": "Quận", "thi-xa": "Thị xã", "thi-tran": "Thị trấn"}
    for row in REGIONS:
        assert row["official_name"].startswith(types[row["kind"]] + " ")
    for row in ALIASES:
        assert row["name"].startswith(types[row["kind"]] + " "), row


def test_every_row_has_a_date_and_a_resolution() -> None:
    for row in REGIONS:
        assert date.fromisoformat(row["valid_from"]) >= date(2025, 7, 1)
    for row in ALIASES:
        assert date.fromisoformat(row["valid_to"]) < date(2026, 12, 31)
    resolution = re.compile(r"\d+/(NQ-UBTVQH|20\d\d/QH)1[56] ngày \d\d/\d{1,2}/202[456]")
    assert all(resolution.fullmatch(row["resolution"]) for row in REGIONS + ALIASES)


def test_changes_of_2026() -> None:
    assert CODES["75"]["official_name"] == "Thành phố Đồng Nai"
    assert CODES["75"]["valid_from"] == "2026-04-30"
    assert CODES["22"]["valid_from"] == "2026-09-01"
    assert CODES["24"]["valid_from"] == "2026-09-20"
    dates = Counter(row["valid_from"] for row in REGIONS if row["parent"])
    assert (dates["2026-04-30"], dates["2026-09-20"]) == (10, 12)
    earlier = {(row["name"], row["region"]): row["valid_to"] for row in ALIASES}
    assert earlier["Tỉnh Đồng Nai", "75"] == "2026-04-29"
    assert earlier["Tỉnh Quảng Ninh", "22"] == "2026-08-31"
    assert earlier["Xã Bố Hạ", "07294"] == "2026-09-19"


def test_old_provinces_and_districts() -> None:
    provinces = [row for row in ALIASES if len(row["region"]) == 2]
    assert len({row["name"] for row in provinces}) == 33
    assert named("Tỉnh Hải Dương") == {"31"}
    assert {CODES[code]["parent"] for code in named("Huyện Cao Lộc")} == {"20"}
    assert len(named("Huyện Cao Lộc")) == 8


def test_old_communes_lead_to_units_of_the_same_land() -> None:
    communes = [row for row in ALIASES if row["kind"] in ("xa", "phuong", "thi-tran")]
    assert len(communes) > 8_000
    # Namesakes of other districts that the source could not tell apart are gone.
    assert named("Xã Hồng Phong") & {code for code, row in CODES.items() if row["parent"] == "20"} == {
        "06184"
    }
    cao_lanh = next(row["code"] for row in REGIONS if row["official_name"] == "Phường Cao Lãnh")
    districts = {row["name"] for row in ALIASES if row["region"] == cao_lanh and row["kind"] == "thanh-pho"}
    assert districts == {"Thành phố Cao Lãnh"}


def test_an_alias_is_another_name_of_a_known_unit_once() -> None:
    pairs = Counter((row["region"], row["name"]) for row in ALIASES)
    assert max(pairs.values()) == 1
    assert all(row["region"] in CODES for row in ALIASES)
    assert all(row["name"] != CODES[row["region"]]["official_name"] for row in ALIASES)


def test_terms() -> None:
    assert {name: len(rows) for name, rows in TERMS.items()} == {
        "audience": 20,
        "topic": 15,
        "channel": 8,
        "movement": 4,
        "trait": 7,
    }
    assert [row["letter"] for row in TERMS["topic"] if "letter" in row] == list("abcdđegh")
    for rows in TERMS.values():
        slugs = [row["slug"] for row in rows]
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)
        assert len(set(slugs)) == len(slugs)
        assert all(row["name"][0].isupper() for row in rows)
    marked = {row["slug"]: row["regions"] for row in TERMS["trait"] if "regions" in row}
    assert marked == {"bien-gioi": ["04", "20"]}
