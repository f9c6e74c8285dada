import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OutdatedPhrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        help_text="Ví dụ: 18001567. Viết liền hay có dấu cách, dấu chấm đều tìm ra.",
                        max_length=300,
                        unique=True,
                        verbose_name="chữ hoặc số đã cũ",
                    ),
                ),
                ("replacement", models.CharField(blank=True, max_length=300, verbose_name="nay dùng")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ghi chú")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("is_settled", models.BooleanField(default=False, verbose_name="đã xử lý xong")),
            ],
            options={
                "verbose_name": "thông tin đã cũ",
                "verbose_name_plural": "thông tin đã cũ",
                "ordering": ["is_settled", "-since"],
            },
        ),
        migrations.CreateModel(
            name="SentReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=60)),
                ("day", models.DateField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("what", "day"), name="reminded_once")],
            },
        ),
    ]
