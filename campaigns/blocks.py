"""The blocks of a story. There is no raw HTML block, so that every template can show any story."""

import re
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

_LINE_END = re.compile(r"</(?:p|h\d|li|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Ảnh")
        template = "blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Lời trích"), max_length=600)
    source = blocks.CharBlock(label=_("Nguồn"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Trích dẫn")
        template = "blocks/quote.html"
        # Quoted to the byte, errors included: nothing repairs it (rule 100).
        verbatim_fields = ("text",)
        preview_value = {
            "text": "Kịp thời tố giác, tin báo tội phạm.",
            "source": "Kế hoạch của Ban Chỉ đạo 138",
        }


class WarningBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=120)
    text = blocks.TextBlock(label=_("Nội dung"), max_length=600)

    class Meta:
        icon = "warning"
        label = _("Hộp cảnh báo")
        template = "blocks/warning.html"
        preview_value = {"title": "Dừng lại", "text": "Không giao giấy tờ tùy thân cho người lạ."}


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=120, required=False)
    steps = blocks.ListBlock(
        blocks.TextBlock(max_length=300, rows=2), label=_("Các bước"), min_num=2, max_num=12
    )

    class Meta:
        icon = "list-ol"
        label = _("Các bước")
        template = "blocks/steps.html"
        preview_value = {"title": "Phải làm gì", "steps": ["Dừng liên lạc.", "Gọi 111."]}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Câu hỏi"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Trả lời"), features=["bold", "italic", "ul", "link"])

    class Meta:
        icon = "help"
        label = _("Hỏi – đáp")
        template = "blocks/question.html"
        preview_value = {"question": "Gọi 111 có mất tiền không?", "answer": "<p>Không.</p>"}


class DocumentLinkBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Tệp"))
    label = blocks.CharBlock(label=_("Tên hiển thị"), max_length=160, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Tệp tải về")
        template = "blocks/document.html"


def lines_of(richtext: str) -> str:
    """The text of a rich text, with its line breaks, which Wagtail's own extraction drops."""
    lines = unescape(strip_tags(_LINE_END.sub("\n", richtext))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


class StoryBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Đoạn văn"),
        features=TEXT_FEATURES,
        icon="pilcrow",
        template="blocks/text.html",
        preview_value="<p>Gọi 111 khi nghi ngờ.</p>",
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    slogan = blocks.PageChooserBlock(
        label=_("Khẩu hiệu đã duyệt"),
        page_type="campaigns.SloganPage",
        icon="openquote",
        template="blocks/slogan.html",
    )
    warning = WarningBlock()
    steps = StepsBlock()
    hotline = SnippetChooserBlock(
        "campaigns.Hotline", label=_("Đường dây nóng"), icon="mobile-alt", template="blocks/hotline.html"
    )
    official_document = blocks.PageChooserBlock(
        label=_("Văn bản"),
        page_type="campaigns.OfficialDocumentPage",
        icon="doc-full-inverse",
        template="blocks/official_document.html",
    )
    file = DocumentLinkBlock()
    audio = AudioChooserBlock(label=_("Âm thanh"), icon="media", template="blocks/audio.html")
    video = VideoChooserBlock(label=_("Video"), icon="media", template="blocks/video.html")
    question = QuestionBlock()

    class Meta:
        label = _("Nội dung")

    def get_searchable_content(self, value: Any) -> list[str]:
        content: list[str] = []
        for child in value:
            if isinstance(child.block, blocks.RichTextBlock):
                content.append(lines_of(child.value.source))
            else:
                content += child.block.get_searchable_content(child.value)
        return content
