
import campaigns.models.events
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0005_banner_limits'),
    ]

    operations = [
        migrations.AlterField(
            model_name='eventpage',
            name='ends_at',
            field=campaigns.models.events.MinuteField(blank=True, null=True, verbose_name='kết thúc'),
        ),
        migrations.AlterField(
            model_name='eventpage',
            name='starts_at',
            field=campaigns.models.events.MinuteField(verbose_name='bắt đầu'),
        ),
    ]
