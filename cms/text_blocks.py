"""A visit of all text in the stored value of a stream field, block by block."""

from collections.abc import Callable
from typing import Any

from wagtail import blocks

# (text, whether it is quoted, whether it is HTML) to the text that takes its place.
Visit = Callable[[str, bool, bool], str]


def visit_block(block: Any, value: Any, visit: Visit) -> Any:
    """The value, as ``get_prep_value`` gives it, with every text replaced.

    The ``verbatim_fields`` in the ``Meta`` of a struct block are visited as quoted, like strings that are
    no words, such as choices and addresses.
    """
    if isinstance(block, blocks.StreamBlock) and isinstance(value, list):
        return [_child(block.child_blocks, item, visit) for item in value]
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        return [_item(block.child_block, item, visit) for item in value]
    if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        quoted = getattr(block.meta, "verbatim_fields", ())
        return {
            name: visit_block(None if name in quoted else block.child_blocks.get(name), part, visit)
            for name, part in value.items()
        }
    is_text = isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock)
    if is_text and isinstance(value, str):
        return visit(value, False, isinstance(block, blocks.RichTextBlock))
    return _visit_plain(value, visit)


def _visit_plain(value: Any, visit: Visit) -> Any:
    if isinstance(value, str):
        return visit(value, True, False)
    if isinstance(value, dict):
        return {name: _visit_plain(part, visit) for name, part in value.items()}
    return [_visit_plain(part, visit) for part in value] if isinstance(value, list) else value


def _child(children: dict[str, Any], item: Any, visit: Visit) -> Any:
    if not isinstance(item, dict) or "type" not in item:
        return _visit_plain(item, visit)
    return item | {"value": visit_block(children.get(item["type"]), item.get("value"), visit)}


def _item(child: Any, item: Any, visit: Visit) -> Any:
    """An item of a list block: a value with its key, or the value alone as older releases stored it."""
    if isinstance(item, dict) and set(item) == {"type", "value", "id"}:
        return item | {"value": visit_block(child, item["value"], visit)}
    return visit_block(child, item, visit)
