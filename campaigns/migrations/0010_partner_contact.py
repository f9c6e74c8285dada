from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("campaigns", "0009_alert_department"),
    ]

    operations = [
        migrations.AddField(
            model_name='partnerorigin',
            name='contact',
            field=models.EmailField(blank=True, default='', help_text='Thư báo thu hồi cũng gửi đến đây, khi đơn vị không có tài khoản.', max_length=254, verbose_name='thư điện tử liên hệ'),
            preserve_default=False,
        ),
    ]
