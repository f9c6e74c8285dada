
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('vocabulary', '0002_pages'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='region',
            name='merged_into',
        ),
    ]
