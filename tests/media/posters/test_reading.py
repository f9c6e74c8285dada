"""Posters read back by other people's tools: poppler, tesseract, zbar."""

import html
import re
import string
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from media.posters import draw
from media.posters.compose import compose
from media.posters.families import DESIGNS
from media.posters.formats import FORMATS, Format
from media.posters.layout import Rect
from media.posters.lines import words_of
from media.posters.spec import Poster, TextTooLong, UnsupportedCharacter
from tests.media.posters.samples import ALL, EVERY, LONG, SLOGANS, assert_units_whole, logo, picture, poster
from tests.media.posters.tools import letters, pdf_boxes, pdf_fonts, pdf_text, qr, spaced, text_region

POINT_MM = 25.4 / 72
# One reading for each format, so that slogans and designs all have their turn.
ONE_EACH = [(DESIGNS[at % len(DESIGNS)], key, list(SLOGANS)[at % len(SLOGANS)]) for at, key in enumerate(ALL)]
SIGNS = "# $ * _ @ \\ < > [ ] { } ` ~ ^ | & % // /* = + - – — … “ ” ‘ ’ \" ' « » ; : ? ! ( ) ₫"


OF_THE_DOMAIN = ("S1", "S2", "S3", "S4", "S5", "T2025")


def syllables(text: str) -> list[str]:
    """Words and figures without the signs around them: "30/7" is one."""
    return [word for part in text.split() if (word := part.strip(".,;:?!“”\"'_-–"))]


def assert_read(key: str, *posters: tuple[str, Poster]) -> None:
    """Read as one block (``--psm 6``), near and from afar: no wrong syllable, the domain's to the letter."""
    pictures = [picture for _name, one in posters for picture in text_region(one, ALL[key])]
    twice = [poster for poster in posters for _size in range(2)]
    for (name, one), words in zip(twice, letters(*pictures), strict=True):
        if name in OF_THE_DOMAIN:
            assert words == one.text
        assert syllables(words) == syllables(one.text)


@pytest.mark.parametrize(("design", "key", "name"), ONE_EACH)
def test_a_machine_reads_the_slogan(design: str, key: str, name: str) -> None:
    assert_read(key, (name, poster(name, design)))


@pytest.mark.parametrize("variant", ["cao-diem", "chu-de"])
@pytest.mark.parametrize("design", DESIGNS)
def test_a_machine_reads_the_slogan_of_a_variant(design: str, variant: str) -> None:
    names = ("goi-111-mien-phi", "ban-khong-co-loi")
    assert_read("a4", *((name, poster(name, design, variant=variant)) for name in names))


@pytest.mark.slow
@pytest.mark.parametrize(("design", "key"), EVERY)
def test_a_machine_reads_every_slogan_everywhere(design: str, key: str) -> None:
    assert_read(key, *((name, poster(name, design)) for name in SLOGANS))


@pytest.mark.parametrize(("design", "key"), EVERY)
def test_the_code_leads_to_the_check(design: str, key: str) -> None:
    one, fmt = poster("S1", design, variant="chu-de"), ALL[key]
    pixels = None if fmt.medium == "screen" else 1400
    assert qr(picture(draw.png(one, fmt, pixels))) == [one.check_url]


def test_a_long_address_still_scans() -> None:
    one = poster(
        check_url="https://phongchongmuabannguoi.langson.example.gov.vn/xac-minh/KH7M3-XQ9FD/?nguon=ap-phich"
    )
    assert qr(picture(draw.png(one, FORMATS["vuong"]))) == [one.check_url]


@pytest.mark.parametrize("key", ALL)
def test_all_fonts_are_embedded_subsets(key: str) -> None:
    fonts = pdf_fonts(draw.pdf(poster("S1", "dam"), ALL[key]))
    assert {row[0].partition("+")[2] for row in fonts} == {"BeVietnamPro-Bold", "BeVietnamPro-Regular"}
    # … embedded, subset, with a table back to Unicode.
    assert [row[-5:-2] for row in fonts] == [["yes", "yes", "yes"]] * len(fonts)


@pytest.mark.parametrize("key", ALL)
def test_the_words_can_be_copied_from_the_page(key: str) -> None:
    for name, text in SLOGANS.items():
        read = pdf_text(draw.pdf(poster(name, "giay"), ALL[key]), "-raw")
        assert unicodedata.is_normalized("NFC", read)
        assert text in spaced(read), name


@pytest.mark.parametrize("key", ["a4", "chia-se", "bang-ron-8x1.2"])
def test_what_is_locked_stands_on_the_page(key: str) -> None:
    one = poster("S4", variant="cao-diem", local_name="UBND xã Bằng Mạc", local_logo=logo())
    read = spaced(pdf_text(draw.pdf(one, ALL[key])))
    for part in (one.agency, one.code, one.hotline, one.hotline_note, one.eyebrow, one.local_name):
        assert part in read


@pytest.mark.parametrize(
    "text", [SIGNS, "#sys.inputs #{1+1} $x^2$ *đậm* _nghiêng_ @nguon \\u{41}", "“Việc” 'nhẹ' \"cao\""]
)
def test_signs_are_drawn_as_they_are(text: str) -> None:
    assert text in spaced(pdf_text(draw.pdf(poster(text), FORMATS["a4"]), "-raw"))


def test_markup_in_any_field_is_text() -> None:
    evil = "#panic()"
    one = poster(agency=evil, code=evil, hotline_note=evil, variant="chu-de", eyebrow=evil, local_name=evil)
    assert pdf_text(draw.pdf(one, FORMATS["a3"])).count(evil) >= 5


@pytest.mark.parametrize("key", ALL)
def test_the_boxes_of_the_page_are_right(key: str) -> None:
    fmt = ALL[key]
    boxes = pdf_boxes(draw.pdf(poster(), fmt))
    trim = [edge * POINT_MM * fmt.scale for edge in boxes["TrimBox"]]
    bleed = [edge * POINT_MM * fmt.scale for edge in boxes["BleedBox"]]
    near = pytest.approx
    slack = 0.01 * fmt.scale
    assert [trim[2] - trim[0], trim[3] - trim[1]] == near([fmt.width_mm, fmt.height_mm], abs=slack)
    assert [bleed[0], bleed[1]] == near([trim[0] - fmt.bleed_mm, trim[1] - fmt.bleed_mm], abs=slack)
    assert [bleed[2], bleed[3]] == near([trim[2] + fmt.bleed_mm, trim[3] + fmt.bleed_mm], abs=slack)
    assert max(boxes["MediaBox"]) <= 14_400
    if fmt.medium == "screen":
        assert boxes["MediaBox"] == boxes["TrimBox"]
    else:
        assert trim[0] - fmt.bleed_mm >= 7 * fmt.scale - fmt.bleed_mm


def words_on(data: bytes) -> list[tuple[str, Rect]]:
    """Words with their boxes in points from the top left corner of the paper."""
    pattern = r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
    found = []
    for x1, y1, x2, y2, word in re.findall(pattern, pdf_text(data, "-bbox")):
        left, top, right, bottom = (float(edge) for edge in (x1, y1, x2, y2))
        found.append((html.unescape(word), Rect(left, top, right - left, bottom - top)))
    return found


@pytest.mark.parametrize("key", ["a4", "bang-ron-6x1", "bang-ron-4x0.8"])
def test_the_scale_is_stated_outside_the_trim(key: str) -> None:
    fmt = ALL[key]
    data = draw.pdf(poster(), fmt)
    bottom = (fmt.slug_mm + fmt.height_mm) / fmt.scale / POINT_MM
    below = " ".join(word for word, box in words_on(data) if box.y > bottom)
    assert f"tỉ lệ 1:{fmt.scale}" in below
    assert ("1000 %" in below) == (fmt.scale == 10)


@pytest.mark.parametrize(("design", "key", "name"), ONE_EACH)
def test_the_words_stand_where_the_check_says(design: str, key: str, name: str) -> None:
    one, fmt = poster(name, design), ALL[key]
    fit = draw.check(one, fmt)
    unit = POINT_MM * fmt.scale
    start = fmt.slug_mm
    # The text is the first on the page; poppler's boxes take the font's full height, so x is compared.
    drawn = words_on(draw.pdf(one, fmt))
    wanted = [word for line in fit.lines for word in line.split(" ")]
    boxes = [box for word, box in drawn if box.h * unit > fit.size_mm * 0.9 and word in wanted]
    assert len(boxes) == len(wanted)
    left = min(box.x for box in boxes) * unit - start
    right = max(box.right for box in boxes) * unit - start
    assert left == pytest.approx(fit.text.x, abs=0.02 * fit.size_mm)
    assert right == pytest.approx(fit.text.right, abs=0.05 * fit.size_mm)
    assert right <= fit.zone.right + 0.01 * fit.size_mm


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắếộợữỹđĐẤỆÔ" + string.digits + "/-,.“”\"'#$*_@\\«»()"
WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=40)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=30).map(lambda words: " ".join(words)[:300].strip()).filter(bool),
    st.lists(st.sampled_from(LONG.split()), min_size=1, max_size=70).map(
        lambda words: " ".join(words)[:300].strip()
    ),
    st.text(min_size=1, max_size=300).filter(str.strip),
)
TRIED = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_whole(one: Poster, fmt: Format) -> None:
    """Every word is there in its order, the ink lies in its zone, nothing locked is touched."""
    sheet = compose(one, fmt)
    fit = draw.check(one, fmt)
    assert " ".join(fit.lines).split(" ") == words_of(one.text)
    assert fit.zone.holds(fit.text, slack=1e-6 * fmt.width_mm)
    assert not any(fit.text.overlaps(zone) for zone in (*fit.locked.values(), fit.local))
    assert fit.size_mm >= fmt.smallest_mm * (1 - 1e-9)
    assert sheet.blocks["text"].lines == fit.lines
    assert_units_whole(fit.lines)


@given(
    text=TEXTS,
    key=st.sampled_from(list(ALL)),
    design=st.sampled_from(DESIGNS),
    variant=st.sampled_from(["", "cao-diem"]),
)
@example(text=LONG, key="a4", design="dam", variant="")
@example(text="\u0301", key="a4", design="lam", variant="")
@example(text=f"{LONG} Ban Chỉ đạo 138"[:151], key="chia-se", design="lam", variant="cao-diem")
@example(text="00000 0000000'", key="a4", design="lam", variant="")
@example(text="a\u00a0b c", key="vuong", design="lam", variant="")
@example(text="HÃY TỐ GIÁC TỘI PHẠM MUA BÁN NGƯỜI", key="bang-ron-6x1", design="dam", variant="")
@TRIED
def test_any_text_is_whole_or_refused(text: str, key: str, design: str, variant: str) -> None:
    text = unicodedata.normalize("NFC", text)[:300]
    try:
        assert_whole(poster(text, design, variant=variant), ALL[key])
    except (TextTooLong, UnsupportedCharacter) as refused:
        assert str(refused).endswith(".")


@given(
    words=st.lists(
        st.one_of(st.sampled_from(LONG.split()), st.text(st.sampled_from(LETTERS), min_size=1, max_size=12)),
        min_size=1,
        max_size=30,
    ),
    key=st.sampled_from(list(ALL)),
)
@settings(max_examples=25, deadline=None)
def test_any_text_that_fits_is_drawn_in_its_lines(words: list[str], key: str) -> None:
    one, fmt = poster(" ".join(words)[:300].strip(), "giay"), ALL[key]
    try:
        fit = draw.check(one, fmt)
    except TextTooLong:
        return
    read = pdf_text(draw.pdf(one, fmt), "-raw")
    # poppler may move a lone mark of punctuation; the letters and their order stand.
    assert "".join(one.text.split()) in "".join(read.split())
    assert fit.zone.holds(fit.text)
