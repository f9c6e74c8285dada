"""Loads the vocabularies of ``data/`` into the database; idempotent.

Official data (units, codes, dates, earlier names) always comes from the files. Names and order of existing
terms of other vocabularies and traits of units are edited in the admin and never overwritten.
"""

import csv
import tomllib
from collections import Counter
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils import timezone

from cms.vietnamese import match_key, nfc, sort_key
from cms.vocabulary.models import Audience, Channel, Movement, Region, RegionAlias, Term, Topic, Trait

DATA = Path(__file__).parent / "data"
TERMS: dict[str, type[Term]] = {
    "audience": Audience,
    "topic": Topic,
    "channel": Channel,
    "movement": Movement,
    "trait": Trait,
}
# Not the labels of ``Region.Kind``, which depend on the language, while official names do not.
TYPES = {"thanh-pho": "Thành phố", "tinh": "Tỉnh", "phuong": "Phường", "xa": "Xã", "dac-khu": "Đặc khu"}
REGION_FIELDS = (
    "name",
    "official_name",
    "kind",
    "parent_id",
    "key",
    "sort_order",
    "valid_from",
    "valid_to",
    "resolution",
)
ALIAS_FIELDS = ("kind", "valid_to", "resolution")
BATCH = 500


class Changes(NamedTuple):
    """Numbers of rows of a model that were added, changed, retired (given an end date) and removed."""

    model: type[models.Model]
    added: int = 0
    changed: int = 0
    retired: int = 0
    removed: int = 0


@transaction.atomic
def load_vocabulary(folder: Path = DATA) -> list[Changes]:
    """Update the database from the files; returns the changes of the models that changed."""
    terms = tomllib.loads(nfc((folder / "terms.toml").read_text("utf-8")))
    changes = [load_terms(model, terms[name]) for name, model in TERMS.items()]
    units = read(folder / "regions.csv")
    before = set(Region.objects.values_list("slug", flat=True))
    changes.append(load_regions(units))
    give_traits(terms["trait"], {unit["code"] for unit in units} - before)
    changes.append(load_aliases(read(folder / "region_aliases.csv")))
    return [change for change in changes if any(change[1:])]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{field: nfc(value) for field, value in row.items()} for row in csv.DictReader(file)]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_terms(model: type[Term], rows: list[dict[str, Any]]) -> Changes:
    """Add missing terms, except those whose name exists under another key."""
    slugs: dict[str, int] = dict(model._default_manager.values_list("slug", "pk"))
    names = set(model._default_manager.values_list("name", flat=True))
    added = 0
    for order, row in enumerate(rows, start=1):
        if row["slug"] in slugs or row["name"] in names:
            continue
        fields: dict[str, Any] = {key: row[key] for key in ("slug", "name", "letter") if key in row}
        if "parent" in row:
            fields["parent_id"] = slugs.get(row["parent"])
        term = model._default_manager.create(sort_order=order * 10, **fields)
        slugs[term.slug] = term.pk
        added += 1
    return Changes(model, added=added)


def give_traits(rows: list[dict[str, Any]], new: set[str]) -> None:
    """Add the traits that source documents state to the units that are new."""
    for row in rows:
        trait = Trait.objects.filter(slug=row["slug"]).first()
        codes = new & set(row.get("regions", ()))
        if trait and codes:
            trait.region_set.add(*Region.objects.filter(slug__in=codes))


def bare_name(unit: dict[str, str]) -> str:
    """The official name without its type: "Xã Tân Tiến" gives "Tân Tiến"."""
    return unit["official_name"].removeprefix(TYPES[unit["kind"]]).strip()


def label_units(units: list[dict[str, str]]) -> dict[str, str]:
    """{code: unique label}: "Tỉnh Lạng Sơn", "Xã Tân Tiến, Lạng Sơn".

    Units of the same kind, name and province get their code in the label (at present there are none).
    """
    provinces = {unit["code"]: bare_name(unit) for unit in units if not unit["parent"]}
    labels = {
        unit["code"]: f"{unit['official_name']}, {provinces[unit['parent']]}"
        if unit["parent"]
        else unit["official_name"]
        for unit in units
    }
    shared = Counter(labels.values())
    return {code: f"{label} (mã {code})" if shared[label] > 1 else label for code, label in labels.items()}


def order_units(units: list[dict[str, str]]) -> dict[str, int]:
    """{code: sort order}: provinces in dictionary order, each followed by its communes."""

    def unit_order(unit: dict[str, str]) -> tuple[Any, ...]:
        return sort_key(bare_name(unit)), unit["kind"], unit["code"]

    ordered = sorted((unit for unit in units if not unit["parent"]), key=unit_order)
    order = {unit["code"]: index * 1000 for index, unit in enumerate(ordered, start=1)}
    communes = sorted(
        (unit for unit in units if unit["parent"]), key=lambda unit: (unit["parent"], *unit_order(unit))
    )
    for parent, group in groupby(communes, key=lambda unit: unit["parent"]):
        order |= {unit["code"]: order[parent] + index for index, unit in enumerate(group, start=1)}
    return order


def load_regions(units: list[dict[str, str]]) -> Changes:
    """Add and update the units of the file; units that are not in it any more get ``valid_to``."""
    labels, order = label_units(units), order_units(units)
    stored = {region.slug: region for region in Region.objects.all()}
    retired = retire(stored, labels)
    provinces: dict[str, int] = {}
    added = changed = 0
    for below in (False, True):
        new: list[Region] = []
        other: list[Region] = []
        for unit in units:
            if bool(unit["parent"]) is not below:
                continue
            code = unit["code"]
            values = {
                "name": labels[code],
                "official_name": unit["official_name"],
                "kind": unit["kind"],
                "parent_id": provinces[unit["parent"]] if below else None,
                "key": match_key(labels[code]),
                "sort_order": order[code],
                "valid_from": day(unit["valid_from"]),
                "valid_to": None,
                "resolution": unit["resolution"],
            }
            region = stored.get(code)
            if region is None:
                new.append(Region(slug=code, **values))
            elif differs(region, values):
                other.append(region)
        update_regions(other)
        Region.objects.bulk_create(new, batch_size=BATCH)
        provinces = dict(Region.objects.filter(parent__isnull=True).values_list("slug", "pk"))
        added, changed = added + len(new), changed + len(other)
    return Changes(Region, added, changed, retired)


def differs(row: models.Model, values: dict[str, Any]) -> bool:
    """Set the values on the row; True when any of them differs."""
    new = {field: value for field, value in values.items() if getattr(row, field) != value}
    for field, value in new.items():
        setattr(row, field, value)
    return bool(new)


def update_regions(changed: list[Region]) -> None:
    """Save changed units; unique names are reset first, because two units may swap theirs."""
    Region.objects.filter(pk__in=[region.pk for region in changed]).update(name=models.F("slug"))
    Region.objects.bulk_update(changed, REGION_FIELDS, batch_size=BATCH)


def retire(stored: dict[str, Region], labels: dict[str, str]) -> int:
    """Set ``valid_to`` of units that left the list, with their code in a label that a current unit uses."""
    used = set(labels.values())
    retired: list[Region] = []
    for code, region in stored.items():
        if code in labels:
            continue
        name = f"{region.name} (mã {code})" if region.name in used else region.name
        valid_to = region.valid_to or timezone.localdate()
        if differs(region, {"name": name, "key": match_key(name), "valid_to": valid_to}):
            retired.append(region)
    Region.objects.bulk_update(retired, ["name", "key", "valid_to"], batch_size=BATCH)
    return len(retired)


def load_aliases(rows: list[dict[str, str]]) -> Changes:
    """Make the earlier names those of the file; nothing refers to them, so missing ones are deleted."""
    ids = dict(Region.objects.values_list("slug", "pk"))
    stored = {
        (region, name): (pk, kind, valid_to, resolution)
        for pk, region, name, kind, valid_to, resolution in RegionAlias.objects.values_list(
            "pk", "region_id", "name", *ALIAS_FIELDS
        )
    }
    new: list[RegionAlias] = []
    changed: list[RegionAlias] = []
    for row in rows:
        region, name = ids[row["region"]], row["name"]
        values = (row["kind"], day(row["valid_to"]), row["resolution"])
        pk, *before = stored.pop((region, name), (None,))
        if tuple(before) != values:
            fields = dict(zip(ALIAS_FIELDS, values, strict=True))
            alias = RegionAlias(pk=pk, region_id=region, name=name, key=match_key(name), **fields)
            (changed if pk else new).append(alias)
    RegionAlias.objects.filter(pk__in=[values[0] for values in stored.values()]).delete()
    RegionAlias.objects.bulk_create(new, batch_size=BATCH)
    RegionAlias.objects.bulk_update(changed, ALIAS_FIELDS, batch_size=BATCH)
    return Changes(RegionAlias, len(new), len(changed), removed=len(stored))
