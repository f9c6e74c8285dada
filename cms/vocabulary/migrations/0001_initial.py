
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Audience",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "đối tượng",
                "verbose_name_plural": "đối tượng",
                "ordering": ["sort_order", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "kênh truyền thông",
                "verbose_name_plural": "kênh truyền thông",
                "ordering": ["sort_order", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "phong trào",
                "verbose_name_plural": "phong trào",
                "ordering": ["sort_order", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Trait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "đặc điểm địa bàn",
                "verbose_name_plural": "đặc điểm địa bàn",
                "ordering": ["sort_order", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                ("official_name", models.CharField(max_length=100, verbose_name="tên chính thức")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("thanh-pho", "Thành phố"),
                            ("tinh", "Tỉnh"),
                            ("phuong", "Phường"),
                            ("xa", "Xã"),
                            ("dac-khu", "Đặc khu"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("key", models.CharField(db_index=True, editable=False, max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="hiệu lực từ")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="hiệu lực đến")),
                ("resolution", models.CharField(blank=True, max_length=255, verbose_name="nghị quyết")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="vocabulary.region",
                        verbose_name="thuộc",
                    ),
                ),
                (
                    "traits",
                    models.ManyToManyField(blank=True, to="vocabulary.trait", verbose_name="đặc điểm"),
                ),
            ],
            options={
                "verbose_name": "địa bàn",
                "verbose_name_plural": "địa bàn",
                "ordering": ["sort_order", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
                ("sort_order", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                ("letter", models.CharField(blank=True, max_length=2, verbose_name="điểm trong Điều 7")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="vocabulary.topic",
                        verbose_name="chủ đề cấp trên",
                    ),
                ),
            ],
            options={
                "verbose_name": "chủ đề",
                "verbose_name_plural": "chủ đề",
                "ordering": ["sort_order", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegionAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="tên cũ")),
                ("key", models.CharField(db_index=True, editable=False, max_length=150)),
                ("kind", models.CharField(max_length=30, verbose_name="loại")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("resolution", models.CharField(blank=True, max_length=255, verbose_name="nghị quyết")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="vocabulary.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "tên cũ của địa bàn",
                "verbose_name_plural": "tên cũ của địa bàn",
                "constraints": [models.UniqueConstraint(fields=("region", "name"), name="region_alias_once")],
            },
        ),
    ]
