
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentText',
            fields=[
                ('document_id', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('text', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'chữ trong tệp',
                'verbose_name_plural': 'chữ trong tệp',
            },
        ),
    ]
