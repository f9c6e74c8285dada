"""Rich text holds nothing that the editor does not write; what it writes is not touched."""

import json

import pytest
from wagtail.admin.rich_text import DraftailRichTextArea

from campaigns.blocks import TEXT_FEATURES
from cms.rich_text import clean_rich_text

ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " \x01javascript:alert(1)",
    "java&#10;script:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//ke-gian.example/",
    "\\\\ke-gian.example",
    "/\\ke-gian.example",
    "view-source:x",
    "blob:https://x/1",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_of_another_kind_goes(address: str) -> None:
    clean = clean_rich_text(f'<p>Gọi <a href="{address}">111</a></p>')
    assert clean == "<p>Gọi <a>111</a></p>"


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>Chữ<script>alert(1)</script></p>", "<p>Chữ</p>"),
        ('<p onclick="x()">Chữ</p>', "<p>Chữ</p>"),
        ('<p>Chữ<img src=x onerror="x()"></p>', "<p>Chữ</p>"),
        ("<p>Chữ<svg/onload=x()></p>", "<p>Chữ</p>"),
        ('<iframe src="https://ke-gian.example"></iframe><p>Chữ</p>', "<p>Chữ</p>"),
        ("<p>Chữ<!--><img src=x onerror=x()>--></p>", "<p>Chữ--&gt;</p>"),
        ('<p class="MsoNormal" style="x"><o:p>Chữ</o:p></p>', "<p>Chữ</p>"),
        ("<style>p{}</style><p>Chữ</p>", "<p>Chữ</p>"),
        ('<form action="/x"><input></form><p>Chữ</p>', "<p>Chữ</p>"),
        ("<p>Chữ<math><mtext><script>x()</script></math></p>", "<p>Chữ</p>"),
    ],
)
def test_what_the_editor_does_not_write_goes(html: str, clean: str) -> None:
    assert clean_rich_text(html) == clean


@pytest.mark.parametrize(
    "html",
    [
        '<p data-block-key="a1b2c">Gọi <b>111</b><br/>hay <i>113</i> &amp; 112.</p><hr/>',
        '<p><a linktype="page" id="5">trang</a> <a linktype="document" id="7">tệp</a></p>',
        '<p><a href="https://bocongan.gov.vn/a?b=1&amp;c=2">Bộ</a> <a href="tel:111">111</a></p>',
        '<ul><li><a href="mailto:a@b.gov.vn">thư</a></li><li><a href="/lien-he/">đây</a></li></ul>',
        '<h2 data-block-key="k">1 &lt; 2</h2>',
    ],
)
def test_what_the_editor_writes_stays_to_the_byte(html: str) -> None:
    assert clean_rich_text(html) == html


@pytest.mark.parametrize("address", [one for one in ADDRESSES[:8] if "&" not in one])
def test_the_editor_takes_no_such_address_either(address: str) -> None:
    content = {
        "blocks": [
            {
                "key": "a",
                "text": "111",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}},
    }
    area = DraftailRichTextArea(features=TEXT_FEATURES)
    html = area.value_from_datadict({"text": json.dumps(content)}, {}, "text")
    assert "alert" not in clean_rich_text(html) and "msgbox" not in clean_rich_text(html)
