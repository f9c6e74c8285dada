"""What is below a page is found by the index of paths, also by Wagtail's own queries."""

from typing import Any

import pytest
from django.db import connection

from campaigns.models import NewsPage, SectionPage
from cms.accounts.models import RoleGroup
from cms.page_indexes import INDEXES, create
from tests import factories

pytestmark = pytest.mark.django_db


def test_below_a_page_are_its_own_and_no_others(department: Any) -> None:
    page, other = factories.published(NewsPage, department), factories.published(NewsPage)
    found = NewsPage.objects.descendant_of(department)
    assert page in found and other not in found
    section = page.get_parent()
    assert SectionPage.objects.get(path__startswith=section.path) == section.specific
    assert not NewsPage.objects.filter(path__startswith=f"{page.path}0001").exists()
    assert RoleGroup.objects.filter(page__path__startswith=department.path).exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has an index for LIKE")
def test_on_sqlite_it_is_a_range(department: Any) -> None:
    plan = NewsPage.objects.descendant_of(department).explain()
    assert "path>? AND path<?" in plan or "depth=?" in plan
    assert "LIKE" not in str(NewsPage.objects.descendant_of(department).query)


def test_the_indexes_are_made_again_after_a_migration_has_dropped_them() -> None:
    def present() -> set[str]:
        with connection.cursor() as cursor:
            return set(connection.introspection.get_constraints(cursor, "wagtailcore_page"))

    assert set(INDEXES) <= present()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX cms_page_ends")
    create(None, using="default")
    assert set(INDEXES) <= present()
