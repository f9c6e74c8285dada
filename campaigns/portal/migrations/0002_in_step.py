
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_pages'),
        ('campaigns', '0006_event_minutes'),
        ('portal', '0001_portal'),
    ]

    operations = [
        migrations.CreateModel(
            name='HeardMessage',
            fields=[
                ('signature', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('heard_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'tin đã nghe',
                'verbose_name_plural': 'tin đã nghe',
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='refusals',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='delivery',
            name='skipped',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='portalconnection',
            name='looking_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='drift',
            field=models.CharField(blank=True, choices=[('', 'Khớp'), ('da-sua', 'Bên cổng đã sửa'), ('da-xoa', 'Bên cổng đã xóa hoặc ẩn'), ('trung', 'Bên cổng có hai bài trùng'), ('dang-lai', 'Bên cổng đã đăng lại bài đã gỡ')], editable=False, max_length=8),
        ),
        migrations.AddConstraint(
            model_name='portalconnection',
            constraint=models.UniqueConstraint(condition=models.Q(('department__isnull', True)), fields=('address', 'kind'), name='portal_once_for_the_site', violation_error_message='Toàn trang đã có kết nối tới địa chỉ này.'),
        ),
    ]
