import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BlockedSuggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phrase", models.CharField(max_length=100, unique=True, verbose_name="từ hoặc cụm từ")),
            ],
            options={
                "verbose_name": "từ không gợi ý",
                "verbose_name_plural": "từ không gợi ý",
                "ordering": ["phrase"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="SearchSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "suggestions",
                    models.BooleanField(
                        default=True,
                        help_text="Bỏ chọn để tắt ngay mọi gợi ý trên trang công khai.",
                        verbose_name="gợi ý khi gõ",
                    ),
                ),
                (
                    "corrections",
                    models.BooleanField(
                        default=True,
                        help_text="Bỏ chọn để tìm đúng như đã gõ, không thêm dấu và không sửa lỗi gõ.",
                        verbose_name="đoán điều muốn tìm",
                    ),
                ),
            ],
            options={
                "verbose_name": "tìm kiếm",
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phrases",
                    models.TextField(
                        help_text="Mỗi dòng một cách gọi. Không cần dấu, không phân biệt chữ hoa.",
                        verbose_name="các cách gọi",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="đang dùng")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ghi chú")),
            ],
            options={
                "verbose_name": "từ đồng nghĩa",
                "verbose_name_plural": "từ đồng nghĩa",
                "ordering": ["phrases"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="IndexRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target", models.CharField(max_length=60, verbose_name="nơi nhận")),
                ("key", models.CharField(max_length=120, verbose_name="mục")),
                ("version", models.PositiveBigIntegerField(default=0, editable=False)),
                ("delivered", models.PositiveBigIntegerField(default=0, editable=False)),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="số lần thử"),
                ),
                ("refusals", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "next_try",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="lần thử tới"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="trả lời gần nhất"
                    ),
                ),
                ("dead", models.BooleanField(default=False, editable=False, verbose_name="đã dừng thử")),
                (
                    "changed",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="thay đổi lúc"
                    ),
                ),
            ],
            options={
                "verbose_name": "mục chờ lập chỉ mục",
                "verbose_name_plural": "mục chờ lập chỉ mục",
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("version__gt", models.F("delivered"))),
                        fields=["target", "next_try"],
                        name="search_indexrow_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("target", "key"), name="search_indexrow_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Promotion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "queries",
                    models.TextField(
                        help_text="Mỗi dòng một câu tìm hoặc cụm từ. Không cần dấu.", verbose_name="khi tìm"
                    ),
                ),
                (
                    "match",
                    models.CharField(
                        choices=[("dung", "Đúng cả câu tìm"), ("chua", "Câu tìm có cụm từ này")],
                        default="dung",
                        max_length=4,
                        verbose_name="so khớp",
                    ),
                ),
                (
                    "hotline",
                    models.BooleanField(
                        default=False,
                        help_text="Cho những câu tìm của người cần giúp.",
                        verbose_name="ghim thẻ đường dây nóng",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="lời dẫn")),
                ("active", models.BooleanField(default=True, verbose_name="đang dùng")),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="trang",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả ghim",
                "verbose_name_plural": "kết quả ghim",
                "ordering": ["sort_order", "pk"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
    ]
