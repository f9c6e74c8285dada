"""Lets the index of tree paths answer ``path__startswith`` on SQLite, which reads a whole table for LIKE.

Wagtail asks so for everything below a page: permissions, explorer, choosers, reports.
"""

from typing import Any

from django.db.models.lookups import Range, StartsWith
from wagtail.models import Page

PATH = Page._meta.get_field("path")


class PathStartsWith(StartsWith):
    """``startswith`` of tree paths as a range; "Z" is the last letter of their alphabet."""

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        if not self.rhs_is_direct_value() or not self.rhs:
            return super().as_sql(compiler, connection)
        between = Range(self.lhs, (self.rhs, self.rhs.ljust(PATH.max_length, "Z")))
        return between.as_sql(compiler, connection)


def register() -> None:
    """Replace the lookup of the field; called once from ``AppConfig.ready``."""
    PATH.register_lookup(PathStartsWith)
