"""Drafting checks: the errors of the five source documents are found, correct texts give nothing."""

import html
import re
import time
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.editorial.drafting import Finding, Kind, check, document_key
from cms.syllables import is_syllable, lacks_tone

DEMO = Path(__file__).resolve().parents[4] / "campaigns" / "demo"
TRAFFICKING = (
    "Kế hoạch phòng, chống mua bán người. Tuyên truyền phòng, chống mua bán người đến Nhân dân. "
    "Lồng ghép nội dung phòng, chống mua bán người.\n"
)


def only(text: str, kind: Kind) -> Finding:
    findings = [item for item in check(text) if item.kind == kind]
    assert len(findings) == 1, findings
    return findings[0]


# Short quotes of the five documents, errors included (rule 42).
ERRORS = [
    ("về phòng, chống mau bán người trong quá trình", Kind.SPELLING, "mau", "mua"),
    ("triển khai các nội dung của kế hoach lồng ghép trong kế hoạch", Kind.SPELLING, "hoach", "hoạch"),
    ("nâng cáo ý thức đạo đức công vụ", Kind.SPELLING, "cáo", "cao"),
    ("Nghị quyết Đại hội Đảng bộ tỉnh \nlần thứu XVII và các chương trình", Kind.SPELLING, "thứu", "thứ"),
    ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐÔC", Kind.SPELLING, "ĐÔC", "ĐỐC"),
    ("dịch vụ thể thao nhằm nhằm ngăn chặn", Kind.DOUBLED, "nhằm nhằm", "nhằm"),
    ("triển khai các hoạt hoạt động tuyên truyền", Kind.DOUBLED, "hoạt hoạt", "hoạt"),
    (
        "Bản tin, Cổng thông tin điện \ntỉnh, Trang thông tin điện tử",
        Kind.MISSING,
        "thông tin điện",
        "thông tin điện tử",
    ),
    (
        "kèm theo Quyết định số 357/QĐ-BVHTDL ngày \n23/02/2022 của Bộ Văn hóa, Thể thao và Du lịch",
        Kind.AGENCY,
        "357/QĐ-BVHTDL",
        "357/QĐ-BVHTTDL",
    ),
    (
        "“Ngày thế giới phòng, chống mua bán người, “Ngày toàn dân phòng, chống mua bán người - 30/7”",
        Kind.QUOTE,
        "“Ngày thế giới phòng, chống mua bán người",
        "“Ngày thế giới phòng, chống mua bán người”",
    ),
    (
        "I. MỤC ĐÍCH\nII. MỤC TIÊU\nIII. NHIỆM VỤ TRỌNG TÂM\n1. Công tác\nIII. TỔ CHỨC THỰC HIỆN",
        Kind.SECTION,
        "III",
        "IV",
    ),
    (
        TRAFFICKING + "Các cấp  xây dựng kế hoạch phòng, \nchống mại dâm phù hợp với  điều kiện thực tế.",
        Kind.SUBJECT,
        "phòng, \nchống mại dâm",
        None,
    ),
    ("bằng file mềm về địa chỉ email: tonghop@gmai.com \nđể tổng hợp", Kind.MAIL, "tonghop@gmai.com", None),
    ("Quyết định số 1944/QĐ-TTg ngày \n18/12/2021 của Thủ tướng", Kind.DATE, "18/12/2021", None),
    ("thực hiện Quyết định số 193/QĐ-\n\nTTg ngày 09/02/2021", Kind.OUT_OF_FORCE, "193/QĐ-\n\nTTg", None),
    ("cách thức phòng, ngừa, phát hiện, tố giác", Kind.COMMA, "phòng, ngừa", "phòng ngừa"),
    ("Số:.........../KH-SVHTTDL", Kind.PLACEHOLDER, "Số:.........../KH-SVHTTDL", None),
    ("Lạng Sơn, ngày tháng 7 năm 2023", Kind.PLACEHOLDER, "ngày tháng 7 năm 2023", None),
]


@pytest.mark.parametrize(("text", "kind", "excerpt", "suggestion"), ERRORS)
def test_errors_of_the_source_documents(text: str, kind: Kind, excerpt: str, suggestion: str | None) -> None:
    finding = only(text, kind)
    assert (finding.excerpt, finding.suggestion) == (excerpt, suggestion)
    assert len(check(text)) == 1
    assert finding.message.endswith((".", "?"))


@pytest.mark.parametrize(("text", "kind", "excerpt", "suggestion"), ERRORS)
def test_decomposed_text_gives_the_same(text: str, kind: Kind, excerpt: str, suggestion: str | None) -> None:
    assert check(unicodedata.normalize("NFD", text)) == check(text)


@pytest.mark.parametrize(
    ("text", "kind", "suggestion"),
    [
        ("tin tức trong nghành văn hóa", Kind.SPELLING, "ngành"),
        ("sở Văn hóa, triển khai thực hiên Kế hoạch", Kind.SPELLING, "hiện"),
        ("KÊ HOẠCH", Kind.SPELLING, "KẾ"),
        ("Uỷ ban nhân xã", Kind.MISSING, "Uỷ ban nhân dân"),
        ("phòng, chống mua bán nười", Kind.SPELLING, "người"),
        ("Gọi 18001567 để được giúp", Kind.HOTLINE, "111"),
        ("Gọi 1800 1567", Kind.HOTLINE, "111"),
        ("gửi về so.vhttdl@gmail.com", Kind.MAIL, None),
        ("trước ngày 31/6/2025", Kind.DATE, None),
        ("I. MỘT\nII. HAI\nIV. BỐN", Kind.SECTION, "III"),
        ("1. Một\n2. Hai\n2. Ba", Kind.SECTION, None),
        ('Ông nói: "Không được.', Kind.QUOTE, None),
        ("việc nhẹ lương cao” là bẫy", Kind.QUOTE, None),
        ("theo Quyết định 52/2016/QĐ-TTg", Kind.OUT_OF_FORCE, None),
    ],
)
def test_other_slips(text: str, kind: Kind, suggestion: str | None) -> None:
    assert only(text, kind).suggestion == suggestion


CORRECT = [
    "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người "
    "và Ngày toàn dân phòng, chống mua bán người 30/7",
    "Chung tay phòng, chống nạn mua bán người",
    "Phòng, chống mua bán người là trách nhiệm của mỗi cá nhân và toàn xã hội",
    "Chung tay đẩy lùi nạn mua bán người",
    "Tích cực hưởng ứng ngày toàn dân phòng, chống mua bán người",
    "Mua bán người là tội phạm có tổ chức - Hãy chấm dứt sự bóc lột",
    "Viec nhe luong cao? Nghi ngo mua ban nguoi, goi 111, mien phi, 24/7. Co quan, gia dinh, xa hoi.",
    "trong năm năm 2021 - 2025, nhà nhà, người người luôn luôn cảnh giác; gọi một một một",
    "kịp thời ngăn chặn các hành vi vi phạm pháp luật",
    "phù hợp với tình hình thực tế; văn bản chỉ đạo; người có quan hệ; cộng tác viên; đại biểu dân cử",
    "số cũ 18001567 dùng đến năm 2017",
    "Căn cứ Luật Phòng, chống ma túy. " + TRAFFICKING,
    "Kế hoạch phòng, chống mại dâm năm 2025 của Sở. Tệ nạn mại dâm, mua bán người.",
    "Quyết định số 793/QĐ-TTg ngày 10/5/2016; Kết luận số 13-KL/TW, ngày 16/8/2021 của Bộ Chính trị",
    "Kế hoạch số 316/KH-SVHTTDL ngày 07/3/2022; Thông tư 10/2025/TT-BVHTTDL; Quyết định 33/QĐ-TTg",
    "thư gửi vanphong.svhttdl@caobang.gov.vn",
    "I. MỘT\n1. a\n2. b\nII. HAI\n1. c\nIII. BA\nPhụ lục\nI. MỘT",
    '“một “hai” ba”; ông nói: "vâng"; màn hình 5"',
    "Văn hoá và Văn hóa, uỷ ban và ủy ban, thuỷ và thủy",
    "cà phê, xăng, ô tô, ôtô, pa nô, ra-đi-ô, karaoke, Đắk Lắk, Bắc Kạn, café",
    "",
]


@pytest.mark.parametrize("text", CORRECT)
def test_correct_texts_give_nothing(text: str) -> None:
    assert check(text) == []


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield html.unescape(re.sub(r"<[^>]+>", " ", value))
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


# The records of documents quote the errors of the originals on purpose.
WRITTEN = sorted(path for path in DEMO.glob("*.toml") if path.stem != "documents")


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_the_demo_gives_nothing(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    findings = [item for text in strings(data) for item in check(text) if item.kind != Kind.OUT_OF_FORCE]
    assert findings == []


def test_the_site_says_what_is_out_of_force() -> None:
    cited = {"61/kh-bcđ": "được thay thế bởi 33/KH-BCĐ", "9145/QĐ-BCĐ 138/CP": "hết hiệu lực"}
    text = "Kế hoạch số 61/KH-BCĐ, Quyết định 9145/QĐ-BCĐ 138/CP và 193/QĐ-TTg"
    findings = check(text, cited=cited)
    assert [item.excerpt for item in findings] == ["61/KH-BCĐ", "9145/QĐ-BCĐ 138/CP"]
    assert "được thay thế bởi 33/KH-BCĐ" in findings[0].message
    assert check(text, cited={}) == []


def test_numbers_meet_however_they_are_broken() -> None:
    assert document_key("193/QĐ-\n\nTTg") == document_key("193/QĐ–TTg") == "193/qđ-ttg"
    assert document_key(unicodedata.normalize("NFD", "13- KL/TW")) == "13-kl/tw"


def test_findings_come_in_reading_order() -> None:
    text = "Gọi 18001567. Kế hoach nhằm nhằm ngăn chặn. Thư: a@gmai.com"
    findings = check(text)
    assert [item.kind for item in findings] == [Kind.HOTLINE, Kind.SPELLING, Kind.DOUBLED, Kind.MAIL]
    assert [item.start for item in findings] == sorted(item.start for item in findings)


CAN_BE = "a ạ người nghiêng quốc quyền giếng gì khuya khuỷu ngoằn quả hoạch yêu ngoèo xoong buýt mỹ quý"
CANNOT_BE = "hoach đôc nghành kế̀ cê ngề ghà fa zô ngườii tuyênn"


@pytest.mark.parametrize("syllable", CAN_BE.split())
def test_syllables_that_can_be(syllable: str) -> None:
    assert is_syllable(syllable)
    assert is_syllable(unicodedata.normalize("NFD", syllable))


@pytest.mark.parametrize("syllable", CANNOT_BE.split())
def test_syllables_that_cannot_be(syllable: str) -> None:
    assert not is_syllable(syllable)


def test_a_stop_wants_its_tone() -> None:
    assert lacks_tone("hoach") and lacks_tone("cầp")
    assert not lacks_tone("hoạch") and not lacks_tone("hoan") and not lacks_tone("xyz")


PIECES = [*(text for text, *_rest in ERRORS), *'“”"\n ,.;:/@1I.', "phòng, ", "mua bán người ", "193/QĐ-"]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=8).map("".join)))
def test_any_text_can_be_checked(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    for item in check(text):
        assert 0 <= item.start < item.end <= len(composed)
        assert composed[item.start : item.end] == item.excerpt
        assert item.message
        assert item.suggestion != item.excerpt


def test_time_grows_with_the_text() -> None:
    text = " ".join(CORRECT) + "\n"
    text *= 100_000 // len(text.encode()) + 1
    check(text)
    started = time.process_time()
    check(text)
    # A third of a second on one core; the rest is for a busy machine.
    assert time.process_time() - started < 1
