"""Uses a site without the app of the portal, and prints what it answered as one JSON object.

Usage: ``python site_without_portal.py <database>`` with a copy of the prepared SQLite database; the
settings are those of ``settings_without_portal``.
"""

import json
import shutil
import sys
from importlib import import_module
from typing import Any

import django
from django.conf import settings

shutil.copy(sys.argv[1], settings.DATABASES["default"]["NAME"])
django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from campaigns.models import DepartmentPage, NewsPage, SloganPage  # noqa: E402
from cms.accounts.models import Role  # noqa: E402
from tests import factories  # noqa: E402


def has_no_migrations_to_make() -> bool:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        return False
    return True


def statuses(client: Client, **urls: str) -> dict[str, int]:
    return {name: client.get(url).status_code for name, url in urls.items()}


def main() -> dict[str, Any]:
    call_command("check", fail_level="WARNING", verbosity=0)
    results: dict[str, Any] = {"no_changes": has_no_migrations_to_make()}
    department = DepartmentPage.objects.get(title="Sở thử nghiệm")
    news = factories.published(NewsPage, department)
    slogan = factories.published(SloganPage, department, text="Không ai là món hàng")
    results["published"] = news.live and slogan.live
    visitor, editor = Client(), Client()
    editor.force_login(factories.staff(Role.EDITOR, department))
    results["public"] = statuses(
        visitor,
        home="/",
        section=factories.section(department, "tin-tuc").url,
        news=news.url,
        slogan=slogan.url,
        kit=reverse("kit", args=[slogan.code]),
        check=reverse("check", args=[slogan.code]),
    )
    results["admin"] = statuses(
        editor,
        home=reverse("wagtailadmin_home"),
        edit=reverse("wagtailadmin_pages:edit", args=[news.pk]),
    )
    results["portal"] = statuses(
        editor, api="/api/v2/pages/", webhook="/trao-doi/chuong/", admin="/admin/cong/"
    )
    news.unpublish()
    results["unpublished"] = visitor.get(news.url).status_code
    news.delete()
    results["is_imported"] = "campaigns.portal.models" in sys.modules
    # A module of the app that something imports must not add its models to another app.
    models = import_module("campaigns.portal.models")
    results["labels"] = sorted({getattr(models, name)._meta.app_label for name in MODELS})
    results["registered"] = [model.__name__ for model in apps.get_models() if model.__name__ in MODELS]
    results["no_changes_after_import"] = has_no_migrations_to_make()
    return results


MODELS = ("Delivery", "ImportedItem", "PortalConnection", "ReceivedMessage")

print(json.dumps(main()))
