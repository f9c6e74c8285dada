
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RoleGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("tuyen-truyen-vien", "Tuyên truyền viên"),
                            ("bien-tap", "Biên tập Văn phòng Sở"),
                            ("tham-dinh", "Thẩm định"),
                            ("duyet", "Người duyệt"),
                            ("dai-truyen-thanh", "Đài truyền thanh"),
                            ("tong-hop", "Tổng hợp báo cáo"),
                            ("ban-chi-dao", "Ban Chỉ đạo, UBND"),
                            ("quan-tri", "Quản trị hệ thống"),
                        ],
                        max_length=20,
                        verbose_name="vai trò",
                    ),
                ),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_group",
                        to="auth.group",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_groups",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "nhóm vai trò",
                "verbose_name_plural": "nhóm vai trò",
            },
        ),
        migrations.AddConstraint(
            model_name="rolegroup",
            constraint=models.UniqueConstraint(fields=("role", "page"), name="one_group_a_role"),
        ),
    ]
