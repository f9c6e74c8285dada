
import cms.searchable
import cms.vocabulary.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('vocabulary', '0002_pages'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='PledgePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('code', models.CharField(blank=True, db_index=True, editable=False, max_length=10, verbose_name='mã duyệt')),
                ('summary', models.TextField(blank=True, help_text='Một hai câu, hiện trong danh sách và kết quả tìm kiếm.', max_length=300, verbose_name='tóm tắt')),
                ('date', models.DateField(blank=True, db_index=True, null=True, verbose_name='ngày')),
                ('text', models.TextField(max_length=300, verbose_name='nguyên văn')),
                ('village', models.CharField(blank=True, max_length=80, verbose_name='thôn, bản')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='rà soát lại ngày')),
                ('audiences', cms.vocabulary.fields.VocabularyManager(blank=True, help_text='A comma-separated list of tags.', through='vocabulary.PageAudience', to='vocabulary.Audience', verbose_name='đối tượng')),
                ('channels', cms.vocabulary.fields.VocabularyManager(blank=True, help_text='A comma-separated list of tags.', through='vocabulary.PageChannel', to='vocabulary.Channel', verbose_name='kênh dùng được')),
                ('movements', cms.vocabulary.fields.VocabularyManager(blank=True, help_text='A comma-separated list of tags.', through='vocabulary.PageMovement', to='vocabulary.Movement', verbose_name='phong trào')),
                ('regions', cms.vocabulary.fields.VocabularyManager(blank=True, help_text='Để trống nếu dùng chung cho cả nước.', through='vocabulary.PageRegion', to='vocabulary.Region', verbose_name='địa bàn')),
                ('topics', cms.vocabulary.fields.VocabularyManager(blank=True, help_text='A comma-separated list of tags.', through='vocabulary.PageTopic', to='vocabulary.Topic', verbose_name='chủ đề (Luật 2024, Điều 7)')),
            ],
            options={
                'verbose_name': 'bản cam kết',
            },
            bases=(cms.searchable.Searchable, 'wagtailcore.page'),
        ),
    ]
