import campaigns.reuse.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import re
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_pages"),
        ("approvals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerOrigin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        help_text="Ví dụ: https://caobang.example.vn – không có đường dẫn phía sau.",
                        max_length=200,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                re.compile("^https?://[^/\\s]+/?$"), "Ghi dạng https://ten-mien."
                            )
                        ],
                        verbose_name="địa chỉ gốc",
                    ),
                ),
                (
                    "contact",
                    models.EmailField(
                        blank=True,
                        help_text="Thư báo thu hồi cũng gửi đến đây, khi đơn vị không có tài khoản.",
                        max_length=254,
                        verbose_name="thư điện tử liên hệ",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="đang dùng")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "trang đối tác",
                "verbose_name_plural": "trang đối tác",
                "ordering": ["origin"],
            },
        ),
        migrations.CreateModel(
            name="Reuse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("tai-ve", "Tải về"),
                            ("in", "In, treo"),
                            ("phat-thanh", "Phát thanh"),
                            ("noi-chuyen", "Nói chuyện trực tiếp"),
                            ("tin-nhan", "Tin nhắn"),
                            ("mang-xa-hoi", "Mạng xã hội"),
                            ("nhung", "Nhúng vào trang khác"),
                            ("day-cong", "Đăng trên cổng, trang"),
                        ],
                        max_length=12,
                        verbose_name="cách dùng",
                    ),
                ),
                (
                    "where",
                    models.CharField(
                        blank=True,
                        help_text="Ví dụ: Nhà văn hóa thôn Bản Giốc.",
                        max_length=200,
                        verbose_name="ở đâu",
                    ),
                ),
                ("day", models.DateField(default=django.utils.timezone.localdate, verbose_name="ngày")),
                (
                    "quantity",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000000)],
                        verbose_name="số lượng (bản, lượt)",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000000)],
                        verbose_name="số phút",
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000000)],
                        verbose_name="số người",
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=300, verbose_name="liên kết")),
                (
                    "evidence",
                    models.ImageField(
                        blank=True,
                        storage=campaigns.reuse.models.private_storage,
                        upload_to="dang-dung/%Y/%m",
                        validators=[
                            django.core.validators.FileExtensionValidator(["jpg", "jpeg", "png", "webp"])
                        ],
                        verbose_name="ảnh nơi dùng (nếu có)",
                    ),
                ),
                ("printed", models.JSONField(blank=True, default=dict, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("dang-dung", "Đang dùng"),
                            ("yeu-cau-go", "Yêu cầu gỡ"),
                            ("da-go", "Đã gỡ"),
                        ],
                        default="dang-dung",
                        editable=False,
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("due", models.DateField(blank=True, editable=False, null=True, verbose_name="hạn gỡ")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú khi gỡ")),
                (
                    "photo",
                    models.ImageField(
                        blank=True,
                        storage=campaigns.reuse.models.private_storage,
                        upload_to="da-go/%Y/%m",
                        validators=[
                            django.core.validators.FileExtensionValidator(["jpg", "jpeg", "png", "webp"])
                        ],
                        verbose_name="ảnh sau khi gỡ",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuses",
                        to="approvals.approvalrecord",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuses",
                        to="accounts.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="approvals.withdrawal",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt sử dụng",
                "verbose_name_plural": "lượt sử dụng",
                "ordering": ["-day", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["organisation", "state", "due"], name="reuse_reuse_organis_e16b12_idx"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Usage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("tai-ve", "Tải về"),
                            ("in", "In, treo"),
                            ("phat-thanh", "Phát thanh"),
                            ("noi-chuyen", "Nói chuyện trực tiếp"),
                            ("tin-nhan", "Tin nhắn"),
                            ("mang-xa-hoi", "Mạng xã hội"),
                            ("nhung", "Nhúng vào trang khác"),
                            ("day-cong", "Đăng trên cổng, trang"),
                        ],
                        max_length=12,
                        verbose_name="cách dùng",
                    ),
                ),
                ("what", models.CharField(max_length=40, verbose_name="dạng")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="số lượt")),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usages",
                        to="approvals.approvalrecord",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt lấy về",
                "verbose_name_plural": "lượt lấy về",
                "ordering": ["-day", "what"],
                "constraints": [
                    models.UniqueConstraint(fields=("approval", "day", "how", "what"), name="one_usage_a_day")
                ],
            },
        ),
    ]
