
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='customrendition',
            index=models.Index(fields=['file'], name='rendition_by_file'),
        ),
    ]
