
import campaigns.models.reuse
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0007_banner_sizes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Audit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='ngày')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='kiểm tra xong lúc')),
                ('problems', models.JSONField(blank=True, default=list)),
            ],
            options={
                'verbose_name': 'lần kiểm tra hồ sơ',
                'verbose_name_plural': 'lần kiểm tra hồ sơ',
                'ordering': ['-day'],
            },
        ),
        migrations.AddField(
            model_name='reuse',
            name='evidence',
            field=models.ImageField(blank=True, storage=campaigns.models.reuse.kept_private, upload_to='dang-dung/%Y/%m', validators=[django.core.validators.FileExtensionValidator(['jpg', 'jpeg', 'png', 'webp'])], verbose_name='ảnh nơi dùng (nếu có)'),
        ),
        migrations.CreateModel(
            name='Reminded',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=60)),
                ('day', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('what', 'day'), name='reminded_once')],
            },
        ),
    ]
