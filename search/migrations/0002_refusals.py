
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='indexrow',
            name='refusals',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
