"""The usual banner sizes as rows of the table, so that one more is one more."""

from decimal import Decimal
from typing import Any

from django.db import migrations

USUAL = (("4", "0.8"), ("6", "1"), ("8", "1.2"), ("10", "1.5"))


def add_usual_sizes(apps: Any, schema_editor: Any) -> None:
    sizes = apps.get_model("kits", "BannerSize").objects
    for width, height in USUAL:
        sizes.get_or_create(width=Decimal(width), height=Decimal(height))


class Migration(migrations.Migration):
    dependencies = [("kits", "0001_initial")]

    operations = [migrations.RunPython(add_usual_sizes, migrations.RunPython.noop)]
