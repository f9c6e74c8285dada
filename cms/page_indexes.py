"""Indexes of Wagtail's table of pages that our queries need; Wagtail's migrations have none of them.

They are made after each ``migrate``: on SQLite a migration of Wagtail that changes the table drops them.
"""

from typing import Any

from django.db import connections
from wagtail.models import Page

INDEXES = {
    # What ends soon, what has ended: few pages have an end.
    "cms_page_ends": "(expire_at) WHERE expire_at IS NOT NULL",
    # Drafts and pages taken down.
    "cms_page_not_live": "(live) WHERE NOT live",
    # The children of a page, the latest edited or published first.
    "cms_page_children": "(depth, path, latest_revision_created_at, last_published_at)",
    # How many pages there are below one.
    "cms_page_paths": "(path, depth)",
    # The pages of one type below a page, and how many they are.
    "cms_page_types": "(content_type_id, path, live, expire_at)",
}


def create(sender: Any, using: str, **_signal: Any) -> None:
    """Receiver of ``post_migrate``: create the indexes that are missing."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if Page._meta.db_table not in connection.introspection.table_names(cursor):
            return
        table = connection.ops.quote_name(Page._meta.db_table)
        for name, columns in INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} {columns}")
