import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_pages"),
        ("campaigns", "0001_initial"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceivedMessage",
            fields=[
                ("signature", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("received_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "tin đã nghe",
                "verbose_name_plural": "tin đã nghe",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("uid", models.UUIDField(editable=False, null=True)),
                (
                    "title",
                    models.CharField(blank=True, editable=False, max_length=255, verbose_name="tiêu đề"),
                ),
                ("is_uncertain", models.BooleanField(default=False, editable=False)),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa gửi"),
                            ("dang-dang", "Đang đăng"),
                            ("da-bao-go", "Đã báo gỡ, chờ xác nhận"),
                            ("da-go", "Đã gỡ"),
                            ("da-thay-thong-bao", "Đã thay bằng thông báo thu hồi"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="trạng thái",
                    ),
                ),
                ("remote_id", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "link",
                    models.URLField(blank=True, editable=False, max_length=500, verbose_name="liên kết"),
                ),
                (
                    "code",
                    models.CharField(blank=True, editable=False, max_length=10, verbose_name="mã duyệt"),
                ),
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("marker", models.CharField(blank=True, editable=False, max_length=200)),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="từ lúc")),
                (
                    "drift",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Khớp"),
                            ("da-sua", "Bên cổng đã sửa"),
                            ("da-xoa", "Bên cổng đã xóa hoặc ẩn"),
                            ("trung", "Bên cổng có hai bài trùng"),
                            ("dang-lai", "Bên cổng đã đăng lại bài đã gỡ"),
                        ],
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("drift_at", models.DateTimeField(editable=False, null=True)),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
                ("overwrite", models.BooleanField(default=False, editable=False)),
                ("keep_remote", models.BooleanField(default=False, editable=False)),
                ("withheld", models.BooleanField(default=False, editable=False)),
                ("skipped", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "verbose_name": "bài trên cổng",
                "verbose_name_plural": "bài trên cổng",
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("version__gt", models.F("delivered"))),
                        fields=["target", "next_try"],
                        name="portal_delivery_due",
                    ),
                    models.Index(fields=["key"], name="portal_delivery_key"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("target", "key"), name="portal_delivery_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PortalConnection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên cổng")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wordpress", "WordPress"),
                            ("webhook", "Webhook có chữ ký"),
                            ("chung-tay", "Trang Chung Tay khác"),
                        ],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                (
                    "address",
                    models.URLField(
                        help_text="Ví dụ: https://sovhttdl.example.gov.vn. Với webhook: địa chỉ nhận tin.",
                        max_length=300,
                        verbose_name="địa chỉ",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        blank=True,
                        help_text="Chỉ dùng cho WordPress.",
                        max_length=120,
                        verbose_name="tên đăng nhập",
                    ),
                ),
                ("encrypted_secret", models.TextField(blank=True, editable=False)),
                ("mapping", models.JSONField(blank=True, default=dict, editable=False)),
                ("automatic", models.JSONField(blank=True, default=list, editable=False)),
                ("is_active", models.BooleanField(default=True, verbose_name="đang dùng")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("answered_well", models.BooleanField(default=True, editable=False)),
                ("answer", models.CharField(blank=True, editable=False, max_length=500)),
                ("failures", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("paused_until", models.DateTimeField(editable=False, null=True)),
                ("lease_token", models.CharField(blank=True, editable=False, max_length=32)),
                ("lease_renewed_at", models.DateTimeField(editable=False, null=True)),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
                ("check_queued_at", models.DateTimeField(editable=False, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: nội dung chung của toàn trang.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portals",
                        to="campaigns.departmentpage",
                        verbose_name="gửi nội dung của",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="đơn vị có cổng",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết nối cổng",
                "verbose_name_plural": "kết nối cổng",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ImportedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(editable=False)),
                ("code", models.CharField(editable=False, max_length=10, verbose_name="mã duyệt")),
                (
                    "title",
                    models.CharField(blank=True, editable=False, max_length=255, verbose_name="tiêu đề"),
                ),
                ("kind", models.CharField(blank=True, editable=False, max_length=20, verbose_name="loại")),
                (
                    "link",
                    models.URLField(blank=True, editable=False, max_length=500, verbose_name="liên kết"),
                ),
                (
                    "agency",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="cơ quan"),
                ),
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("duoc-chia-se", "Được chia sẻ, chưa tiếp nhận"),
                            ("da-tiep-nhan", "Đã tiếp nhận"),
                            ("khong-tiep-nhan", "Không tiếp nhận"),
                        ],
                        default="duoc-chia-se",
                        editable=False,
                        max_length=16,
                    ),
                ),
                ("source_state", models.CharField(blank=True, editable=False, max_length=16)),
                ("newer_code", models.CharField(blank=True, editable=False, max_length=10)),
                (
                    "note",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="ghi chú"),
                ),
                (
                    "announced_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="từ lúc"
                    ),
                ),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "page",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="imported_from",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "connection",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_items",
                        to="portal.portalconnection",
                    ),
                ),
            ],
            options={
                "verbose_name": "bài tiếp nhận",
                "verbose_name_plural": "bài tiếp nhận",
                "ordering": ["-announced_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="portalconnection",
            constraint=models.UniqueConstraint(
                fields=("address", "kind", "department"),
                name="portal_once_a_department",
                violation_error_message="Đơn vị này đã có kết nối tới địa chỉ này.",
            ),
        ),
        migrations.AddConstraint(
            model_name="portalconnection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("department__isnull", True)),
                fields=("address", "kind"),
                name="portal_once_for_the_site",
                violation_error_message="Toàn trang đã có kết nối tới địa chỉ này.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importeditem",
            constraint=models.UniqueConstraint(fields=("connection", "uid"), name="portal_import_once"),
        ),
    ]
