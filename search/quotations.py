"""Finds what stands between quotation marks: words that are searched as an exact phrase."""

import re

from search.analysis import tokens

# Straight single marks stand outside words on both sides: "don't" has none.
_QUOTED = re.compile(r'"([^"]+)"|[“”„]([^“”„"]+)[“”"]|«([^«»]+)»|‘([^‘’]+)’(?!\w)' r"|(?<!\w)'([^']+)'(?!\w)")


def quoted_phrases(text: str) -> list[tuple[str, ...]]:
    """Return the exact terms of each quotation in a text; a mark without its other half means nothing."""
    parts = (next(filter(None, match.groups())) for match in _QUOTED.finditer(text))
    return [terms for part in parts if (terms := tuple(tokens(part)))]


def without_quotations(text: str) -> str:
    """Return the text with spaces for the marks of its quotations."""
    return " ".join(_QUOTED.sub(lambda match: f" {next(filter(None, match.groups()))} ", text).split())
