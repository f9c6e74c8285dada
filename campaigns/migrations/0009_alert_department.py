
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("campaigns", "0008_audit_evidence_reminded"),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='campaigns.departmentpage', verbose_name='hiện ở các trang của đơn vị'),
        ),
    ]
