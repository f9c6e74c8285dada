import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import campaigns.models.events
import campaigns.models.sections
import cms.searchable
import cms.vocabulary.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_pages"),
        ("vocabulary", "0002_pages"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
        ("media", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=400, verbose_name="giới thiệu")),
            ],
            options={
                "verbose_name": "trang chủ",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="MaterialFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Ví dụ: Khổ A3, in hai mặt.",
                        max_length=120,
                        verbose_name="tên hiển thị",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp tải về",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MaterialPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("slogan", 7),
                            ("warning", 10),
                            ("steps", 14),
                            ("hotline", 15),
                            ("official_document", 16),
                            ("file", 19),
                            ("audio", 20),
                            ("video", 21),
                            ("question", 24),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                    "preview_value": "<p>Gọi 111 khi nghi ngờ.</p>",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Chú thích", "max_length": 200, "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích", "max_length": 600}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Nguồn", "max_length": 200}),
                            6: ("wagtail.blocks.StructBlock", [[("text", 4), ("source", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "openquote",
                                    "label": "Khẩu hiệu đã duyệt",
                                    "page_type": ["campaigns.SloganPage"],
                                    "template": "blocks/slogan.html",
                                },
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Nội dung", "max_length": 600}),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tiêu đề", "max_length": 120, "required": False},
                            ),
                            12: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "rows": 2}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "Các bước", "max_num": 12, "min_num": 2},
                            ),
                            14: ("wagtail.blocks.StructBlock", [[("title", 11), ("steps", 13)]], {}),
                            15: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("campaigns.Hotline",),
                                {
                                    "icon": "mobile-alt",
                                    "label": "Đường dây nóng",
                                    "template": "blocks/hotline.html",
                                },
                            ),
                            16: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "doc-full-inverse",
                                    "label": "Văn bản",
                                    "page_type": ["campaigns.OfficialDocumentPage"],
                                    "template": "blocks/official_document.html",
                                },
                            ),
                            17: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Tệp"}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên hiển thị", "max_length": 160, "required": False},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("document", 17), ("label", 18)]], {}),
                            20: (
                                "wagtailmedia.blocks.AudioChooserBlock",
                                (),
                                {"icon": "media", "label": "Âm thanh", "template": "blocks/audio.html"},
                            ),
                            21: (
                                "wagtailmedia.blocks.VideoChooserBlock",
                                (),
                                {"icon": "media", "label": "Video", "template": "blocks/video.html"},
                            ),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "Câu hỏi", "max_length": 200}),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ul", "link"], "label": "Trả lời"},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("question", 22), ("answer", 23)]], {}),
                        },
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("ap-phich", "Áp phích"),
                            ("bang-ron", "Băng rôn"),
                            ("to-roi", "Tờ rơi"),
                            ("tranh-anh", "Tranh, ảnh"),
                            ("am-thanh", "Âm thanh"),
                            ("video", "Video"),
                            ("tin-nhan", "Tin nhắn"),
                            ("bai-phat-thanh", "Bài phát thanh"),
                            ("bai-mang-xa-hoi", "Bài mạng xã hội"),
                            ("tap-huan", "Buổi tập huấn"),
                            ("huong-dan-nganh", "Hướng dẫn ngành"),
                            ("bo-tai-lieu", "Bộ tài liệu"),
                        ],
                        max_length=16,
                        verbose_name="loại",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Cho tin nhắn, bài phát thanh, bài mạng xã hội: chữ được dùng đúng như đã duyệt.",
                        verbose_name="nguyên văn",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="treo, phát ở đâu")),
                ("review_on", models.DateField(blank=True, db_index=True, null=True, verbose_name="rà soát lại ngày")),
            ],
            options={
                "verbose_name": "tài liệu truyền thông",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="NewsPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("slogan", 7),
                            ("warning", 10),
                            ("steps", 14),
                            ("hotline", 15),
                            ("official_document", 16),
                            ("file", 19),
                            ("audio", 20),
                            ("video", 21),
                            ("question", 24),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                    "preview_value": "<p>Gọi 111 khi nghi ngờ.</p>",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Chú thích", "max_length": 200, "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích", "max_length": 600}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Nguồn", "max_length": 200}),
                            6: ("wagtail.blocks.StructBlock", [[("text", 4), ("source", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "openquote",
                                    "label": "Khẩu hiệu đã duyệt",
                                    "page_type": ["campaigns.SloganPage"],
                                    "template": "blocks/slogan.html",
                                },
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Nội dung", "max_length": 600}),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tiêu đề", "max_length": 120, "required": False},
                            ),
                            12: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "rows": 2}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "Các bước", "max_num": 12, "min_num": 2},
                            ),
                            14: ("wagtail.blocks.StructBlock", [[("title", 11), ("steps", 13)]], {}),
                            15: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("campaigns.Hotline",),
                                {
                                    "icon": "mobile-alt",
                                    "label": "Đường dây nóng",
                                    "template": "blocks/hotline.html",
                                },
                            ),
                            16: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "doc-full-inverse",
                                    "label": "Văn bản",
                                    "page_type": ["campaigns.OfficialDocumentPage"],
                                    "template": "blocks/official_document.html",
                                },
                            ),
                            17: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Tệp"}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên hiển thị", "max_length": 160, "required": False},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("document", 17), ("label", 18)]], {}),
                            20: (
                                "wagtailmedia.blocks.AudioChooserBlock",
                                (),
                                {"icon": "media", "label": "Âm thanh", "template": "blocks/audio.html"},
                            ),
                            21: (
                                "wagtailmedia.blocks.VideoChooserBlock",
                                (),
                                {"icon": "media", "label": "Video", "template": "blocks/video.html"},
                            ),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "Câu hỏi", "max_length": 200}),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ul", "link"], "label": "Trả lời"},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("question", 22), ("answer", 23)]], {}),
                        },
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("tin", "Tin"),
                            ("bai", "Bài"),
                            ("phong-su", "Phóng sự"),
                            ("guong-dien-hinh", "Gương điển hình"),
                            ("vu-viec", "Vụ việc"),
                            ("dinh-chinh", "Đính chính"),
                        ],
                        default="tin",
                        max_length=16,
                        verbose_name="loại",
                    ),
                ),
                ("byline", models.CharField(blank=True, max_length=160, verbose_name="tác giả, nguồn tin")),
            ],
            options={
                "verbose_name": "tin bài",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="OfficialDocumentPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("slogan", 7),
                            ("warning", 10),
                            ("steps", 14),
                            ("hotline", 15),
                            ("official_document", 16),
                            ("file", 19),
                            ("audio", 20),
                            ("video", 21),
                            ("question", 24),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                    "preview_value": "<p>Gọi 111 khi nghi ngờ.</p>",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Chú thích", "max_length": 200, "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích", "max_length": 600}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Nguồn", "max_length": 200}),
                            6: ("wagtail.blocks.StructBlock", [[("text", 4), ("source", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "openquote",
                                    "label": "Khẩu hiệu đã duyệt",
                                    "page_type": ["campaigns.SloganPage"],
                                    "template": "blocks/slogan.html",
                                },
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Nội dung", "max_length": 600}),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tiêu đề", "max_length": 120, "required": False},
                            ),
                            12: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "rows": 2}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "Các bước", "max_num": 12, "min_num": 2},
                            ),
                            14: ("wagtail.blocks.StructBlock", [[("title", 11), ("steps", 13)]], {}),
                            15: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("campaigns.Hotline",),
                                {
                                    "icon": "mobile-alt",
                                    "label": "Đường dây nóng",
                                    "template": "blocks/hotline.html",
                                },
                            ),
                            16: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "doc-full-inverse",
                                    "label": "Văn bản",
                                    "page_type": ["campaigns.OfficialDocumentPage"],
                                    "template": "blocks/official_document.html",
                                },
                            ),
                            17: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Tệp"}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên hiển thị", "max_length": 160, "required": False},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("document", 17), ("label", 18)]], {}),
                            20: (
                                "wagtailmedia.blocks.AudioChooserBlock",
                                (),
                                {"icon": "media", "label": "Âm thanh", "template": "blocks/audio.html"},
                            ),
                            21: (
                                "wagtailmedia.blocks.VideoChooserBlock",
                                (),
                                {"icon": "media", "label": "Video", "template": "blocks/video.html"},
                            ),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "Câu hỏi", "max_length": 200}),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ul", "link"], "label": "Trả lời"},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("question", 22), ("answer", 23)]], {}),
                        },
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("luat", "Luật"),
                            ("nghi-dinh", "Nghị định"),
                            ("quyet-dinh", "Quyết định"),
                            ("chi-thi", "Chỉ thị"),
                            ("ket-luan", "Kết luận"),
                            ("ke-hoach", "Kế hoạch"),
                            ("cong-van", "Công văn"),
                            ("thong-tu", "Thông tư"),
                            ("thong-bao", "Thông báo"),
                            ("bao-cao", "Báo cáo"),
                        ],
                        max_length=12,
                        verbose_name="loại văn bản",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="Ghi đúng như văn bản, ví dụ 675/KH-BCĐ.",
                        max_length=60,
                        verbose_name="số, ký hiệu",
                    ),
                ),
                ("issuer", models.CharField(max_length=160, verbose_name="cơ quan ban hành")),
                ("signer", models.CharField(blank=True, max_length=120, verbose_name="người ký")),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        help_text="Ví dụ: KT. Giám đốc, Phó Giám đốc; TM. Ban Chỉ đạo.",
                        max_length=120,
                        verbose_name="tư cách ký",
                    ),
                ),
                ("subject", models.TextField(verbose_name="trích yếu")),
                (
                    "recipients",
                    models.TextField(blank=True, help_text="Mỗi dòng một nơi nhận.", verbose_name="nơi nhận"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("du-thao", "Dự thảo"),
                            ("con-hieu-luc", "Còn hiệu lực"),
                            ("het-hieu-luc", "Hết hiệu lực"),
                            ("bi-thay-the", "Được thay thế"),
                        ],
                        default="du-thao",
                        max_length=12,
                        verbose_name="hiệu lực",
                    ),
                ),
                ("in_force_from", models.DateField(blank=True, null=True, verbose_name="có hiệu lực từ")),
                (
                    "doubts",
                    models.TextField(
                        blank=True,
                        help_text="Chỗ nghi sai trong văn bản gốc; hiện cho người đọc như một lưu ý.",
                        verbose_name="điểm cần kiểm tra",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="PrivacyCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "name",
                    models.BooleanField(verbose_name="Không có tên thật, biệt danh, tài khoản của nạn nhân"),
                ),
                (
                    "face",
                    models.BooleanField(
                        verbose_name="Không có gương mặt, giọng nói, hình xăm, trang phục dễ nhận ra"
                    ),
                ),
                (
                    "place",
                    models.BooleanField(verbose_name="Không có địa chỉ, thôn bản, trường, nơi làm việc"),
                ),
                ("age", models.BooleanField(verbose_name="Không có ngày sinh, tuổi chính xác, số giấy tờ")),
                (
                    "relatives",
                    models.BooleanField(verbose_name="Không lộ người thân, quan hệ gia đình của nạn nhân"),
                ),
                (
                    "consent",
                    models.BooleanField(verbose_name="Nạn nhân hoặc người giám hộ đã đồng ý bằng văn bản"),
                ),
                ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "kiểm tra bảo vệ nạn nhân",
                "verbose_name_plural": "kiểm tra bảo vệ nạn nhân",
                "ordering": ["-checked_at"],
            },
        ),
        migrations.CreateModel(
            name="ScamWarningPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("slogan", 7),
                            ("warning", 10),
                            ("steps", 14),
                            ("hotline", 15),
                            ("official_document", 16),
                            ("file", 19),
                            ("audio", 20),
                            ("video", 21),
                            ("question", 24),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                    "preview_value": "<p>Gọi 111 khi nghi ngờ.</p>",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Chú thích", "max_length": 200, "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích", "max_length": 600}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Nguồn", "max_length": 200}),
                            6: ("wagtail.blocks.StructBlock", [[("text", 4), ("source", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "openquote",
                                    "label": "Khẩu hiệu đã duyệt",
                                    "page_type": ["campaigns.SloganPage"],
                                    "template": "blocks/slogan.html",
                                },
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Nội dung", "max_length": 600}),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tiêu đề", "max_length": 120, "required": False},
                            ),
                            12: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "rows": 2}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "Các bước", "max_num": 12, "min_num": 2},
                            ),
                            14: ("wagtail.blocks.StructBlock", [[("title", 11), ("steps", 13)]], {}),
                            15: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("campaigns.Hotline",),
                                {
                                    "icon": "mobile-alt",
                                    "label": "Đường dây nóng",
                                    "template": "blocks/hotline.html",
                                },
                            ),
                            16: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "doc-full-inverse",
                                    "label": "Văn bản",
                                    "page_type": ["campaigns.OfficialDocumentPage"],
                                    "template": "blocks/official_document.html",
                                },
                            ),
                            17: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Tệp"}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên hiển thị", "max_length": 160, "required": False},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("document", 17), ("label", 18)]], {}),
                            20: (
                                "wagtailmedia.blocks.AudioChooserBlock",
                                (),
                                {"icon": "media", "label": "Âm thanh", "template": "blocks/audio.html"},
                            ),
                            21: (
                                "wagtailmedia.blocks.VideoChooserBlock",
                                (),
                                {"icon": "media", "label": "Video", "template": "blocks/video.html"},
                            ),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "Câu hỏi", "max_length": 200}),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ul", "link"], "label": "Trả lời"},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("question", 22), ("answer", 23)]], {}),
                        },
                        verbose_name="nội dung",
                    ),
                ),
                ("signs", models.TextField(help_text="Mỗi dòng một ý ngắn.", verbose_name="dấu hiệu")),
                ("tricks", models.TextField(help_text="Mỗi dòng một ý ngắn.", verbose_name="thủ đoạn")),
                ("actions", models.TextField(help_text="Mỗi dòng một ý ngắn.", verbose_name="phải làm gì")),
                ("review_on", models.DateField(db_index=True, null=True, verbose_name="rà soát lại ngày")),
            ],
            options={
                "verbose_name": "cảnh báo",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="SectionPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=400, verbose_name="giới thiệu")),
                (
                    "kind",
                    models.CharField(
                        choices=campaigns.models.sections.section_kinds,
                        max_length=12,
                        verbose_name="loại nội dung",
                    ),
                ),
            ],
            options={
                "verbose_name": "chuyên mục",
            },
            bases=(
                wagtail.contrib.routable_page.models.RoutablePageMixin,
                cms.searchable.Searchable,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="SloganPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                ("text", models.TextField(max_length=300, verbose_name="nguyên văn")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("khau-hieu", "Khẩu hiệu"),
                            ("chu-de", "Chủ đề năm"),
                            ("thong-diep-111", "Thông điệp 111"),
                            ("thong-diep-canh-bao", "Thông điệp cảnh báo"),
                        ],
                        default="khau-hieu",
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                (
                    "source_note",
                    models.CharField(
                        blank=True,
                        help_text="Mục, trang, hoặc văn bản khác cũng nêu.",
                        max_length=120,
                        verbose_name="chỗ dẫn",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="dùng từ")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="dùng đến")),
                ("usage", models.TextField(blank=True, max_length=500, verbose_name="dùng ở đâu")),
            ],
            options={
                "verbose_name": "khẩu hiệu",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="StandardPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("slogan", 7),
                            ("warning", 10),
                            ("steps", 14),
                            ("hotline", 15),
                            ("official_document", 16),
                            ("file", 19),
                            ("audio", 20),
                            ("video", 21),
                            ("question", 24),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                    "preview_value": "<p>Gọi 111 khi nghi ngờ.</p>",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Chú thích", "max_length": 200, "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích", "max_length": 600}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Nguồn", "max_length": 200}),
                            6: ("wagtail.blocks.StructBlock", [[("text", 4), ("source", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "openquote",
                                    "label": "Khẩu hiệu đã duyệt",
                                    "page_type": ["campaigns.SloganPage"],
                                    "template": "blocks/slogan.html",
                                },
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Nội dung", "max_length": 600}),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tiêu đề", "max_length": 120, "required": False},
                            ),
                            12: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "rows": 2}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "Các bước", "max_num": 12, "min_num": 2},
                            ),
                            14: ("wagtail.blocks.StructBlock", [[("title", 11), ("steps", 13)]], {}),
                            15: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("campaigns.Hotline",),
                                {
                                    "icon": "mobile-alt",
                                    "label": "Đường dây nóng",
                                    "template": "blocks/hotline.html",
                                },
                            ),
                            16: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "doc-full-inverse",
                                    "label": "Văn bản",
                                    "page_type": ["campaigns.OfficialDocumentPage"],
                                    "template": "blocks/official_document.html",
                                },
                            ),
                            17: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Tệp"}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên hiển thị", "max_length": 160, "required": False},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("document", 17), ("label", 18)]], {}),
                            20: (
                                "wagtailmedia.blocks.AudioChooserBlock",
                                (),
                                {"icon": "media", "label": "Âm thanh", "template": "blocks/audio.html"},
                            ),
                            21: (
                                "wagtailmedia.blocks.VideoChooserBlock",
                                (),
                                {"icon": "media", "label": "Video", "template": "blocks/video.html"},
                            ),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "Câu hỏi", "max_length": 200}),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ul", "link"], "label": "Trả lời"},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("question", 22), ("answer", 23)]], {}),
                        },
                        verbose_name="nội dung",
                    ),
                ),
            ],
            options={
                "verbose_name": "trang",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        unique=True,
                        validators=[
                            django.core.validators.MinValueValidator(2010),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="năm",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="tiếng Việt")),
                ("english", models.CharField(blank=True, max_length=300, verbose_name="tiếng Anh")),
                ("source", models.CharField(max_length=255, verbose_name="nguồn")),
                ("doubt", models.CharField(blank=True, max_length=255, verbose_name="điểm cần kiểm tra")),
            ],
            options={
                "verbose_name": "chủ đề năm",
                "verbose_name_plural": "chủ đề năm",
                "ordering": ["-year"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="CampaignPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("slogan", 7),
                            ("warning", 10),
                            ("steps", 14),
                            ("hotline", 15),
                            ("official_document", 16),
                            ("file", 19),
                            ("audio", 20),
                            ("video", 21),
                            ("question", 24),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                    "preview_value": "<p>Gọi 111 khi nghi ngờ.</p>",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Chú thích", "max_length": 200, "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích", "max_length": 600}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Nguồn", "max_length": 200}),
                            6: ("wagtail.blocks.StructBlock", [[("text", 4), ("source", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "openquote",
                                    "label": "Khẩu hiệu đã duyệt",
                                    "page_type": ["campaigns.SloganPage"],
                                    "template": "blocks/slogan.html",
                                },
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Nội dung", "max_length": 600}),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tiêu đề", "max_length": 120, "required": False},
                            ),
                            12: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "rows": 2}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "Các bước", "max_num": 12, "min_num": 2},
                            ),
                            14: ("wagtail.blocks.StructBlock", [[("title", 11), ("steps", 13)]], {}),
                            15: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("campaigns.Hotline",),
                                {
                                    "icon": "mobile-alt",
                                    "label": "Đường dây nóng",
                                    "template": "blocks/hotline.html",
                                },
                            ),
                            16: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "doc-full-inverse",
                                    "label": "Văn bản",
                                    "page_type": ["campaigns.OfficialDocumentPage"],
                                    "template": "blocks/official_document.html",
                                },
                            ),
                            17: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Tệp"}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên hiển thị", "max_length": 160, "required": False},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("document", 17), ("label", 18)]], {}),
                            20: (
                                "wagtailmedia.blocks.AudioChooserBlock",
                                (),
                                {"icon": "media", "label": "Âm thanh", "template": "blocks/audio.html"},
                            ),
                            21: (
                                "wagtailmedia.blocks.VideoChooserBlock",
                                (),
                                {"icon": "media", "label": "Video", "template": "blocks/video.html"},
                            ),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "Câu hỏi", "max_length": 200}),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ul", "link"], "label": "Trả lời"},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("question", 22), ("answer", 23)]], {}),
                        },
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2010),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="năm",
                    ),
                ),
                ("start", models.DateField(verbose_name="bắt đầu")),
                ("end", models.DateField(verbose_name="kết thúc")),
                ("peak_start", models.DateField(blank=True, null=True, verbose_name="cao điểm từ")),
                ("peak_end", models.DateField(blank=True, null=True, verbose_name="cao điểm đến")),
                (
                    "report_due",
                    models.DateField(blank=True, null=True, verbose_name="báo cáo kết quả trước ngày"),
                ),
                (
                    "audiences",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageAudience",
                        to="vocabulary.Audience",
                        verbose_name="đối tượng",
                    ),
                ),
                (
                    "channels",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageChannel",
                        to="vocabulary.Channel",
                        verbose_name="kênh dùng được",
                    ),
                ),
                (
                    "movements",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageMovement",
                        to="vocabulary.Movement",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "organisations",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="đơn vị tham gia",
                    ),
                ),
                (
                    "regions",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="Để trống nếu dùng chung cho cả nước.",
                        through="vocabulary.PageRegion",
                        to="vocabulary.Region",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "topics",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageTopic",
                        to="vocabulary.Topic",
                        verbose_name="chủ đề (Luật 2024, Điều 7)",
                    ),
                ),
            ],
            options={
                "verbose_name": "chiến dịch",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="DepartmentPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=400, verbose_name="giới thiệu")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="department_page",
                        to="accounts.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "trang đơn vị",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        help_text="Một câu ngắn, nói rõ phải làm gì.", max_length=140, verbose_name="nội dung"
                    ),
                ),
                (
                    "starts_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="hiện từ"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="đến")),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="trang nói rõ hơn",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="campaigns.departmentpage",
                        verbose_name="hiện ở các trang của đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo khẩn",
                "verbose_name_plural": "thông báo khẩn",
                "ordering": ["-starts_at"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="EventPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("slogan", 7),
                            ("warning", 10),
                            ("steps", 14),
                            ("hotline", 15),
                            ("official_document", 16),
                            ("file", 19),
                            ("audio", 20),
                            ("video", 21),
                            ("question", 24),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                    "preview_value": "<p>Gọi 111 khi nghi ngờ.</p>",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Chú thích", "max_length": 200, "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích", "max_length": 600}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Nguồn", "max_length": 200}),
                            6: ("wagtail.blocks.StructBlock", [[("text", 4), ("source", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "openquote",
                                    "label": "Khẩu hiệu đã duyệt",
                                    "page_type": ["campaigns.SloganPage"],
                                    "template": "blocks/slogan.html",
                                },
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Nội dung", "max_length": 600}),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tiêu đề", "max_length": 120, "required": False},
                            ),
                            12: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "rows": 2}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "Các bước", "max_num": 12, "min_num": 2},
                            ),
                            14: ("wagtail.blocks.StructBlock", [[("title", 11), ("steps", 13)]], {}),
                            15: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("campaigns.Hotline",),
                                {
                                    "icon": "mobile-alt",
                                    "label": "Đường dây nóng",
                                    "template": "blocks/hotline.html",
                                },
                            ),
                            16: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "doc-full-inverse",
                                    "label": "Văn bản",
                                    "page_type": ["campaigns.OfficialDocumentPage"],
                                    "template": "blocks/official_document.html",
                                },
                            ),
                            17: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Tệp"}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên hiển thị", "max_length": 160, "required": False},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("document", 17), ("label", 18)]], {}),
                            20: (
                                "wagtailmedia.blocks.AudioChooserBlock",
                                (),
                                {"icon": "media", "label": "Âm thanh", "template": "blocks/audio.html"},
                            ),
                            21: (
                                "wagtailmedia.blocks.VideoChooserBlock",
                                (),
                                {"icon": "media", "label": "Video", "template": "blocks/video.html"},
                            ),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "Câu hỏi", "max_length": 200}),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ul", "link"], "label": "Trả lời"},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("question", 22), ("answer", 23)]], {}),
                        },
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("mit-tinh", "Mít tinh"),
                            ("hoi-thi", "Hội thi, hội diễn"),
                            ("trien-lam", "Triển lãm"),
                            ("toa-dam", "Tọa đàm, hội thảo, sinh hoạt chuyên đề"),
                            ("tuyen-truyen-luu-dong", "Tuyên truyền lưu động"),
                            ("chieu-phim", "Chiếu phim lưu động"),
                            ("the-thao", "Thi đấu thể thao"),
                            ("tap-huan", "Tập huấn"),
                            ("xet-xu-luu-dong", "Xét xử lưu động"),
                        ],
                        max_length=24,
                        verbose_name="loại",
                    ),
                ),
                ("starts_at", campaigns.models.events.MinuteField(verbose_name="bắt đầu")),
                (
                    "ends_at",
                    campaigns.models.events.MinuteField(blank=True, null=True, verbose_name="kết thúc"),
                ),
                ("place", models.CharField(max_length=200, verbose_name="địa điểm")),
                (
                    "audiences",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageAudience",
                        to="vocabulary.Audience",
                        verbose_name="đối tượng",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_items",
                        to="campaigns.campaignpage",
                        verbose_name="chiến dịch",
                    ),
                ),
                (
                    "channels",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageChannel",
                        to="vocabulary.Channel",
                        verbose_name="kênh dùng được",
                    ),
                ),
                (
                    "movements",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageMovement",
                        to="vocabulary.Movement",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="đơn vị tổ chức",
                    ),
                ),
                (
                    "regions",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="Để trống nếu dùng chung cho cả nước.",
                        through="vocabulary.PageRegion",
                        to="vocabulary.Region",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "topics",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageTopic",
                        to="vocabulary.Topic",
                        verbose_name="chủ đề (Luật 2024, Điều 7)",
                    ),
                ),
            ],
            options={
                "verbose_name": "sự kiện",
            },
            bases=(
                wagtail.contrib.routable_page.models.RoutablePageMixin,
                cms.searchable.Searchable,
                "wagtailcore.page",
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Hotline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="số")),
                ("name", models.CharField(max_length=120, verbose_name="tên")),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="gọi khi nào")),
                ("hours", models.CharField(blank=True, max_length=60, verbose_name="giờ trực")),
                ("cost", models.CharField(blank=True, max_length=60, verbose_name="cước phí")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="tên tiếng Anh")),
                (
                    "purpose_en",
                    models.CharField(blank=True, max_length=200, verbose_name="gọi khi nào, tiếng Anh"),
                ),
                (
                    "is_primary",
                    models.BooleanField(
                        default=False,
                        help_text="Chỉ một số được chọn.",
                        verbose_name="số hiện trên mọi trang",
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="kiểm tra ngày")),
                ("verified_by", models.CharField(blank=True, max_length=120, verbose_name="người kiểm tra")),
                ("source", models.CharField(blank=True, max_length=255, verbose_name="căn cứ")),
                ("checked", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "old_number",
                    models.CharField(
                        blank=True,
                        choices=[
                            (None, "Không đổi số, tên, giờ trực, cước phí"),
                            (
                                "con-dung",
                                "Số cũ còn đúng: vẫn hiện cho đến khi người khác kiểm tra xong số mới",
                            ),
                            (
                                "sai",
                                "Số cũ sai: ẩn ngay ở mọi nơi, chỉ còn 111; tệp đã in số cũ được đánh dấu",
                            ),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="số đang hiện",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "đường dây nóng",
                "verbose_name_plural": "đường dây nóng",
                "ordering": ["-is_primary", "sort_order", "number"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="HotlinePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=10, verbose_name="mã duyệt"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Một hai câu, hiện trong danh sách và kết quả tìm kiếm.",
                        max_length=300,
                        verbose_name="tóm tắt",
                    ),
                ),
                ("date", models.DateField(blank=True, db_index=True, null=True, verbose_name="ngày")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("picture", 3),
                            ("quote", 6),
                            ("slogan", 7),
                            ("warning", 10),
                            ("steps", 14),
                            ("hotline", 15),
                            ("official_document", 16),
                            ("file", 19),
                            ("audio", 20),
                            ("video", 21),
                            ("question", 24),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "icon": "pilcrow",
                                    "label": "Đoạn văn",
                                    "preview_value": "<p>Gọi 111 khi nghi ngờ.</p>",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: ("wagtail.images.blocks.ImageBlock", [], {"label": "Ảnh"}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Chú thích", "max_length": 200, "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                            4: ("wagtail.blocks.TextBlock", (), {"label": "Lời trích", "max_length": 600}),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Nguồn", "max_length": 200}),
                            6: ("wagtail.blocks.StructBlock", [[("text", 4), ("source", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "openquote",
                                    "label": "Khẩu hiệu đã duyệt",
                                    "page_type": ["campaigns.SloganPage"],
                                    "template": "blocks/slogan.html",
                                },
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "Tiêu đề", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "Nội dung", "max_length": 600}),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tiêu đề", "max_length": 120, "required": False},
                            ),
                            12: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "rows": 2}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"label": "Các bước", "max_num": 12, "min_num": 2},
                            ),
                            14: ("wagtail.blocks.StructBlock", [[("title", 11), ("steps", 13)]], {}),
                            15: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("campaigns.Hotline",),
                                {
                                    "icon": "mobile-alt",
                                    "label": "Đường dây nóng",
                                    "template": "blocks/hotline.html",
                                },
                            ),
                            16: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "icon": "doc-full-inverse",
                                    "label": "Văn bản",
                                    "page_type": ["campaigns.OfficialDocumentPage"],
                                    "template": "blocks/official_document.html",
                                },
                            ),
                            17: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Tệp"}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Tên hiển thị", "max_length": 160, "required": False},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("document", 17), ("label", 18)]], {}),
                            20: (
                                "wagtailmedia.blocks.AudioChooserBlock",
                                (),
                                {"icon": "media", "label": "Âm thanh", "template": "blocks/audio.html"},
                            ),
                            21: (
                                "wagtailmedia.blocks.VideoChooserBlock",
                                (),
                                {"icon": "media", "label": "Video", "template": "blocks/video.html"},
                            ),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "Câu hỏi", "max_length": 200}),
                            23: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "ul", "link"], "label": "Trả lời"},
                            ),
                            24: ("wagtail.blocks.StructBlock", [[("question", 22), ("answer", 23)]], {}),
                        },
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "audiences",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageAudience",
                        to="vocabulary.Audience",
                        verbose_name="đối tượng",
                    ),
                ),
                (
                    "channels",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageChannel",
                        to="vocabulary.Channel",
                        verbose_name="kênh dùng được",
                    ),
                ),
                (
                    "movements",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageMovement",
                        to="vocabulary.Movement",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "regions",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="Để trống nếu dùng chung cho cả nước.",
                        through="vocabulary.PageRegion",
                        to="vocabulary.Region",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "topics",
                    cms.vocabulary.fields.VocabularyManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="vocabulary.PageTopic",
                        to="vocabulary.Topic",
                        verbose_name="chủ đề (Luật 2024, Điều 7)",
                    ),
                ),
            ],
            options={
                "verbose_name": "trang đường dây nóng",
            },
            bases=(cms.searchable.Searchable, "wagtailcore.page"),
        ),
        migrations.AddField(
            model_name="materialfile",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="media.customdocument",
                verbose_name="tệp",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="audiences",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageAudience",
                to="vocabulary.Audience",
                verbose_name="đối tượng",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="%(class)s_items",
                to="campaigns.campaignpage",
                verbose_name="chiến dịch",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="channels",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageChannel",
                to="vocabulary.Channel",
                verbose_name="kênh dùng được",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="hotline",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="materials",
                to="campaigns.hotline",
                verbose_name="đường dây nóng in trên tài liệu",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="movements",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageMovement",
                to="vocabulary.Movement",
                verbose_name="phong trào",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="media.customimage",
                verbose_name="ảnh",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="recording",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="media.custommedia",
                verbose_name="âm thanh, video",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="regions",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="Để trống nếu dùng chung cho cả nước.",
                through="vocabulary.PageRegion",
                to="vocabulary.Region",
                verbose_name="địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="materialpage",
            name="topics",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageTopic",
                to="vocabulary.Topic",
                verbose_name="chủ đề (Luật 2024, Điều 7)",
            ),
        ),
        migrations.AddField(
            model_name="materialfile",
            name="page",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="campaigns.materialpage"
            ),
        ),
        migrations.AddField(
            model_name="newspage",
            name="audiences",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageAudience",
                to="vocabulary.Audience",
                verbose_name="đối tượng",
            ),
        ),
        migrations.AddField(
            model_name="newspage",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="%(class)s_items",
                to="campaigns.campaignpage",
                verbose_name="chiến dịch",
            ),
        ),
        migrations.AddField(
            model_name="newspage",
            name="channels",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageChannel",
                to="vocabulary.Channel",
                verbose_name="kênh dùng được",
            ),
        ),
        migrations.AddField(
            model_name="newspage",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to=settings.WAGTAIL_PAGE_MODEL,
                verbose_name="đính chính cho",
            ),
        ),
        migrations.AddField(
            model_name="newspage",
            name="movements",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageMovement",
                to="vocabulary.Movement",
                verbose_name="phong trào",
            ),
        ),
        migrations.AddField(
            model_name="newspage",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="media.customimage",
                verbose_name="ảnh",
            ),
        ),
        migrations.AddField(
            model_name="newspage",
            name="regions",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="Để trống nếu dùng chung cho cả nước.",
                through="vocabulary.PageRegion",
                to="vocabulary.Region",
                verbose_name="địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="newspage",
            name="topics",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageTopic",
                to="vocabulary.Topic",
                verbose_name="chủ đề (Luật 2024, Điều 7)",
            ),
        ),
        migrations.AddField(
            model_name="officialdocumentpage",
            name="audiences",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageAudience",
                to="vocabulary.Audience",
                verbose_name="đối tượng",
            ),
        ),
        migrations.AddField(
            model_name="officialdocumentpage",
            name="channels",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageChannel",
                to="vocabulary.Channel",
                verbose_name="kênh dùng được",
            ),
        ),
        migrations.AddField(
            model_name="officialdocumentpage",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="media.customdocument",
                verbose_name="tệp văn bản",
            ),
        ),
        migrations.AddField(
            model_name="officialdocumentpage",
            name="movements",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageMovement",
                to="vocabulary.Movement",
                verbose_name="phong trào",
            ),
        ),
        migrations.AddField(
            model_name="officialdocumentpage",
            name="parents",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                related_name="resting",
                to="campaigns.officialdocumentpage",
                verbose_name="căn cứ vào",
            ),
        ),
        migrations.AddField(
            model_name="officialdocumentpage",
            name="regions",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="Để trống nếu dùng chung cho cả nước.",
                through="vocabulary.PageRegion",
                to="vocabulary.Region",
                verbose_name="địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="officialdocumentpage",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="campaigns.officialdocumentpage",
                verbose_name="được thay thế bởi",
            ),
        ),
        migrations.AddField(
            model_name="officialdocumentpage",
            name="topics",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageTopic",
                to="vocabulary.Topic",
                verbose_name="chủ đề (Luật 2024, Điều 7)",
            ),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="base_documents",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                related_name="campaigns",
                to="campaigns.officialdocumentpage",
                verbose_name="văn bản căn cứ",
            ),
        ),
        migrations.AddField(
            model_name="privacycheck",
            name="checked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="privacycheck",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="privacy_checks",
                to=settings.WAGTAIL_PAGE_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="scamwarningpage",
            name="audiences",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageAudience",
                to="vocabulary.Audience",
                verbose_name="đối tượng",
            ),
        ),
        migrations.AddField(
            model_name="scamwarningpage",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="%(class)s_items",
                to="campaigns.campaignpage",
                verbose_name="chiến dịch",
            ),
        ),
        migrations.AddField(
            model_name="scamwarningpage",
            name="channels",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageChannel",
                to="vocabulary.Channel",
                verbose_name="kênh dùng được",
            ),
        ),
        migrations.AddField(
            model_name="scamwarningpage",
            name="issuing_body",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="cơ quan cảnh báo",
            ),
        ),
        migrations.AddField(
            model_name="scamwarningpage",
            name="movements",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageMovement",
                to="vocabulary.Movement",
                verbose_name="phong trào",
            ),
        ),
        migrations.AddField(
            model_name="scamwarningpage",
            name="regions",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="Để trống nếu dùng chung cho cả nước.",
                through="vocabulary.PageRegion",
                to="vocabulary.Region",
                verbose_name="địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="scamwarningpage",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="campaigns.scamwarningpage",
                verbose_name="được thay bằng cảnh báo",
            ),
        ),
        migrations.AddField(
            model_name="scamwarningpage",
            name="topics",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageTopic",
                to="vocabulary.Topic",
                verbose_name="chủ đề (Luật 2024, Điều 7)",
            ),
        ),
        migrations.AddField(
            model_name="sloganpage",
            name="audiences",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageAudience",
                to="vocabulary.Audience",
                verbose_name="đối tượng",
            ),
        ),
        migrations.AddField(
            model_name="sloganpage",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="%(class)s_items",
                to="campaigns.campaignpage",
                verbose_name="chiến dịch",
            ),
        ),
        migrations.AddField(
            model_name="sloganpage",
            name="channels",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageChannel",
                to="vocabulary.Channel",
                verbose_name="kênh dùng được",
            ),
        ),
        migrations.AddField(
            model_name="sloganpage",
            name="movements",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageMovement",
                to="vocabulary.Movement",
                verbose_name="phong trào",
            ),
        ),
        migrations.AddField(
            model_name="sloganpage",
            name="regions",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="Để trống nếu dùng chung cho cả nước.",
                through="vocabulary.PageRegion",
                to="vocabulary.Region",
                verbose_name="địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="sloganpage",
            name="source_document",
            field=models.ForeignKey(
                error_messages={"null": "Chọn văn bản nguồn: khẩu hiệu không có nguồn thì không lưu được."},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slogans",
                to="campaigns.officialdocumentpage",
                verbose_name="văn bản nguồn",
            ),
        ),
        migrations.AddField(
            model_name="sloganpage",
            name="topics",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageTopic",
                to="vocabulary.Topic",
                verbose_name="chủ đề (Luật 2024, Điều 7)",
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="slogan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="campaigns.sloganpage",
                verbose_name="khẩu hiệu khi chưa có chủ đề năm",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="audiences",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageAudience",
                to="vocabulary.Audience",
                verbose_name="đối tượng",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="channels",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageChannel",
                to="vocabulary.Channel",
                verbose_name="kênh dùng được",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="movements",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageMovement",
                to="vocabulary.Movement",
                verbose_name="phong trào",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="regions",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="Để trống nếu dùng chung cho cả nước.",
                through="vocabulary.PageRegion",
                to="vocabulary.Region",
                verbose_name="địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="topics",
            field=cms.vocabulary.fields.VocabularyManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="vocabulary.PageTopic",
                to="vocabulary.Topic",
                verbose_name="chủ đề (Luật 2024, Điều 7)",
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="self_check",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="campaigns.standardpage",
                verbose_name="trang tự kiểm tra",
            ),
        ),
        migrations.AddField(
            model_name="theme",
            name="source_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="campaigns.officialdocumentpage",
                verbose_name="văn bản nguồn",
            ),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="theme",
            field=models.ForeignKey(
                blank=True,
                help_text="Để trống khi chưa công bố chủ đề; trang chủ sẽ hiện một khẩu hiệu đã duyệt.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="campaigns.theme",
                verbose_name="chủ đề năm",
            ),
        ),
        migrations.AddConstraint(
            model_name="hotline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_primary", True)),
                fields=("is_primary",),
                name="one_primary_hotline",
                violation_error_message="Đã có một số khác hiện trên mọi trang. Bỏ chọn số đó trước.",
            ),
        ),
    ]
