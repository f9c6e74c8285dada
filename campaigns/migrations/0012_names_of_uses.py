from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0011_hotline_english"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="reuse",
            options={
                "ordering": ["-day", "-pk"],
                "verbose_name": "lượt sử dụng",
                "verbose_name_plural": "lượt sử dụng",
            },
        ),
    ]
