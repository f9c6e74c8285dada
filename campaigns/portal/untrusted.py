"""JSON of others, as values that a database takes: no character in it can break a query."""

import json
from typing import Any

DEEPEST = 40


def read_json(body: bytes) -> Any:
    """The data. Raises ``ValueError`` for what is none, or is nested deeper than anything of ours."""
    try:
        return _plain(json.loads(body), DEEPEST)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _plain(value: Any, depth: int) -> Any:
    if depth == 0:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(value, list):
        return [_plain(part, depth - 1) for part in value]
    if isinstance(value, dict):
        return {_plain(name, depth - 1): _plain(part, depth - 1) for name, part in value.items()}
    return value


def mapping(value: Any) -> dict[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[dict[str, Any]]:
    """The mappings of a list; [] for anything else."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """The value if it is a text, else an empty one."""
    return value if isinstance(value, str) else ""
