"""Hash chain of records: hash of a record, breaks of the chain, verification of an export."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

END = "end"


def digest(values: dict[str, Any]) -> str:
    """The seal of a record: SHA-256 (hex) of its plain values as JSON, keys sorted, UTF-8."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def breaks(rows: Iterable[tuple[Any, dict[str, Any], str]]) -> Iterator[tuple[Any, str]]:
    """(record, what is wrong) for each break of a chain of (record, sealed values, seal), first to last."""
    before, number = "", 0
    for record, values, seal in rows:
        number += 1
        if values.get("sequence") != number:
            yield record, _("thiếu hồ sơ số %(number)d") % {"number": number}
            number = values["sequence"] if isinstance(values.get("sequence"), int) else number
        if values.get("previous_hash") != before:
            yield record, _("không nối với hồ sơ liền trước")
        if seal != digest(values):
            yield record, _("nội dung đã bị sửa sau khi ghi")
        before = seal


def verify(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(line, what is wrong) for an export: lines {"chain", "values", "seal"} and a last one, "end".

    The last line tells how many records each chain has and the seal of its last one, so that a file
    cut short is noticed, and what was wrong on the day of the export.
    """
    rows: dict[str, list[tuple[str, dict[str, Any], str]]] = {}
    end: dict[str, Any] | None = None
    for number, line in enumerate(lines, 1):
        line_label = _("dòng %(number)d") % {"number": number}
        try:
            row = json.loads(line)
            if row["chain"] == END:
                end = {"chains": dict(row["chains"]), "faults": list(row["faults"])}
            else:
                rows.setdefault(str(row["chain"]), []).append(
                    (line_label, dict(row["values"]), str(row["seal"]))
                )
        except (ValueError, KeyError, TypeError):
            yield line_label, _("không đọc được")
    for chain in rows.values():
        yield from breaks(chain)
    if end is None:
        yield _("cuối tệp"), _("thiếu dòng kết: tệp bị cắt")
        return
    now = {name: [len(chain), chain[-1][2]] for name, chain in rows.items()}
    if now != {name: state for name, state in end["chains"].items() if state != [0, ""]}:
        yield _("cuối tệp"), _("số hồ sơ không khớp với dòng kết")
    for fault in end["faults"]:
        yield _("khi xuất"), " – ".join(map(str, fault)) if isinstance(fault, list) else str(fault)
