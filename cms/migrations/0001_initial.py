import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        default="Sở Văn hóa, Thể thao và Du lịch", max_length=120, verbose_name="cơ quan"
                    ),
                ),
                (
                    "tagline",
                    models.CharField(
                        default="Chung tay phòng, chống mua bán người",
                        max_length=80,
                        verbose_name="tên trang",
                    ),
                ),
                (
                    "menu",
                    wagtail.fields.StreamField(
                        [("link", 2)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.PageChooserBlock", (), {"label": "Trang"}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Nhãn", "max_length": 30, "required": False},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("page", 0), ("label", 1)]], {}),
                        },
                        verbose_name="trình đơn",
                    ),
                ),
                (
                    "governing_body",
                    models.CharField(blank=True, max_length=120, verbose_name="cơ quan chủ quản"),
                ),
                (
                    "responsible",
                    models.CharField(blank=True, max_length=160, verbose_name="chịu trách nhiệm nội dung"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="địa chỉ")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="điện thoại")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                (
                    "licence",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="giấy phép hoặc căn cứ hoạt động"
                    ),
                ),
                (
                    "exit_url",
                    models.URLField(
                        default="https://vnexpress.net/thoi-tiet",
                        help_text="Một trang thông dụng, không gợi ra nội dung của trang này.",
                        verbose_name="địa chỉ của nút “Thoát nhanh”",
                    ),
                ),
                (
                    "english_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="trang tiếng Anh",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "thiết lập trang",
                "permissions": [("manage_shared_records", "Can manage records shared by all departments")],
            },
        ),
    ]
