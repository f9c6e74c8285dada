import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BannerSize",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "width",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="rộng (m)",
                    ),
                ),
                (
                    "height",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.4")),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="cao (m)",
                    ),
                ),
            ],
            options={
                "verbose_name": "cỡ băng rôn",
                "verbose_name_plural": "cỡ băng rôn",
                "ordering": ["width", "height"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("width", "height"),
                        name="one_banner_size",
                        violation_error_message="Đã có cỡ này.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KitOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("items", models.JSONField(default=list)),
                ("outputs", models.JSONField(default=list)),
                ("design", models.CharField(max_length=20)),
                ("unit", models.CharField(blank=True, max_length=120, verbose_name="tên đơn vị")),
                ("logo", models.BinaryField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("cho", "Đang chờ"),
                            ("dang-lam", "Đang làm"),
                            ("xong", "Đã xong"),
                            ("loi", "Không làm được"),
                        ],
                        default="cho",
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn lấy tài liệu",
                "verbose_name_plural": "đơn lấy tài liệu",
                "ordering": ["-requested_at"],
            },
        ),
    ]
