from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0010_partner_contact"),
    ]

    operations = [
        migrations.AddField(
            model_name="hotline",
            name="name_en",
            field=models.CharField(blank=True, max_length=120, verbose_name="tên tiếng Anh"),
        ),
        migrations.AddField(
            model_name="hotline",
            name="purpose_en",
            field=models.CharField(blank=True, max_length=200, verbose_name="gọi khi nào, tiếng Anh"),
        ),
    ]
