"""JSON from other servers, read into plain values that the database can store."""

import json
from typing import Any

MAX_DEPTH = 40


def read_json(body: bytes) -> Any:
    """Return the data; raises ``ValueError`` for invalid JSON and for data nested too deeply."""
    try:
        return _cleaned(json.loads(body), MAX_DEPTH)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _cleaned(value: Any, depth: int) -> Any:
    """Remove null characters and lone surrogates, which PostgreSQL refuses."""
    if depth == 0:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(value, list):
        return [_cleaned(part, depth - 1) for part in value]
    if isinstance(value, dict):
        return {_cleaned(name, depth - 1): _cleaned(part, depth - 1) for name, part in value.items()}
    return value


def mapping(value: Any) -> dict[str, Any]:
    """Return the value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[dict[str, Any]]:
    """Return the mappings of a list; [] for anything else."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """Return the value if it is a text, else an empty one."""
    return value if isinstance(value, str) else ""
