import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AppraiseTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước thẩm định",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="ApproveTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước duyệt",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="IntegrityCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="ngày")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="kiểm tra xong lúc")),
                ("problems", models.JSONField(blank=True, default=list)),
            ],
            options={
                "verbose_name": "lần kiểm tra hồ sơ",
                "verbose_name_plural": "lần kiểm tra hồ sơ",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="PublishTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước công bố",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="ApprovalRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(editable=False, unique=True)),
                ("previous_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "record_hash",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="dấu niêm phong"
                    ),
                ),
                (
                    "code",
                    models.CharField(editable=False, max_length=10, unique=True, verbose_name="mã duyệt"),
                ),
                ("version", models.PositiveIntegerField(editable=False, verbose_name="lần duyệt")),
                ("content_hash", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=255)),
                ("text", models.TextField(blank=True, verbose_name="nguyên văn")),
                (
                    "language",
                    models.CharField(default="vi", editable=False, max_length=10, verbose_name="ngôn ngữ"),
                ),
                ("files", models.JSONField(blank=True, default=list, verbose_name="tệp")),
                ("agency", models.CharField(blank=True, max_length=200, verbose_name="cơ quan")),
                ("appraiser_name", models.CharField(blank=True, editable=False, max_length=160)),
                ("approver_name", models.CharField(blank=True, editable=False, max_length=160)),
                ("approver_post", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Ký trực tiếp"),
                            ("KT.", "KT. (ký thay)"),
                            ("TM.", "TM. (thay mặt)"),
                            ("TL.", "TL. (thừa lệnh)"),
                            ("Q.", "Q. (quyền)"),
                        ],
                        max_length=4,
                        verbose_name="thể thức ký",
                    ),
                ),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số văn bản duyệt"),
                ),
                ("document_date", models.DateField(blank=True, null=True, verbose_name="ngày văn bản")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="có hiệu lực đến hết ngày"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="duyệt lúc"),
                ),
                (
                    "appraiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thẩm định",
                    ),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người duyệt",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="approvals",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="wagtailcore.revision",
                    ),
                ),
                (
                    "translation_of",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="approvals.approvalrecord",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ duyệt",
                "verbose_name_plural": "hồ sơ duyệt",
                "ordering": ["-sequence"],
            },
        ),
        migrations.CreateModel(
            name="Revocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(editable=False, unique=True)),
                ("previous_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "record_hash",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="dấu niêm phong"
                    ),
                ),
                ("reason", models.TextField(max_length=500, verbose_name="lý do")),
                ("revoked_by_name", models.CharField(blank=True, editable=False, max_length=160)),
                (
                    "revoked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="rút lúc"),
                ),
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocation",
                        to="approvals.approvalrecord",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rút duyệt",
                "verbose_name_plural": "rút duyệt",
                "ordering": ["-sequence"],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(editable=False, unique=True)),
                ("previous_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "record_hash",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="dấu niêm phong"
                    ),
                ),
                ("reason", models.TextField(max_length=500, verbose_name="lý do")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="khẩn")),
                ("due", models.DateField(verbose_name="gỡ xong trước hết ngày")),
                ("withdrawn_by_name", models.CharField(blank=True, editable=False, max_length=160)),
                (
                    "withdrawn_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="thu hồi lúc"),
                ),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="approvals.approvalrecord",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="withdrawals",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "replacement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="dùng thay bằng",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "thu hồi",
                "verbose_name_plural": "thu hồi",
                "ordering": ["-sequence"],
            },
        ),
        migrations.AddIndex(
            model_name="approvalrecord",
            index=models.Index(fields=["page", "content_hash"], name="approvals_a_page_id_31d12d_idx"),
        ),
        migrations.AddConstraint(
            model_name="approvalrecord",
            constraint=models.UniqueConstraint(fields=("page", "version"), name="one_approval_a_version"),
        ),
        migrations.AddConstraint(
            model_name="approvalrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("appraiser", models.F("approver")), _negated=True),
                name="two_people_approve",
            ),
        ),
    ]
