"""Posters as values: what fits, where things stand, what is refused, the same bytes."""

import io
import itertools
import json
import subprocess
import sys
import threading
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from media.posters import draw, typesetting
from media.posters.compose import compose
from media.posters.families import DESIGNS, FAMILIES
from media.posters.formats import CAPITAL_EM, CAPITAL_PER_DISTANCE, FORMATS, banner
from media.posters.layout import Rect
from media.posters.spec import PosterError, TextTooLong, UnreadableLogo, UnsupportedCharacter
from tests.media.posters.samples import ALL, BANNERS, EVERY, LONG, SLOGANS, assert_held, logo, picture, poster

ROOT = Path(__file__).resolve().parents[2]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("design", "name"), [(key, name) for key, family in FAMILIES.items() for name in family.pairs]
)
def test_every_pair_of_colours_can_be_read(design: str, name: str) -> None:
    assert contrast(*FAMILIES[design].pairs[name]) >= 4.5


@pytest.mark.parametrize("design", DESIGNS)
def test_red_is_the_hotlines_alone(design: str) -> None:
    pairs = FAMILIES[design].pairs
    red = {name for name, pair in pairs.items() if "#c0241c" in pair}
    assert "digits" in red
    assert red <= {"digits", "note", "caption", "code"}, "only what stands on the hotline's panel"


@pytest.mark.parametrize(("design", "key"), EVERY)
def test_a_slogan_stands_whole_and_free(design: str, key: str) -> None:
    for name, text in SLOGANS.items():
        for variant in ("", "cao-diem", "chu-de"):
            fit = draw.check(poster(text, design, variant=variant), ALL[key])
            assert " ".join(fit.lines) == text, name
            assert fit.zone.holds(fit.text), name
            assert not any(fit.text.overlaps(zone) for zone in (*fit.locked.values(), fit.local)), name
            assert fit.size_mm >= ALL[key].smallest_mm


@pytest.mark.parametrize(("design", "key"), EVERY)
def test_no_two_blocks_touch_and_none_leaves_the_sheet(design: str, key: str) -> None:
    fmt = ALL[key]
    local = {"local_name": "UBND xã Bằng Mạc", "local_logo": logo()}
    sheet = compose(poster("S1", design, variant="chu-de", **local), fmt)
    assert sheet.logo is not None
    parts = {name: block.rect for name, block in sheet.blocks.items()} | {
        "qr": sheet.zones.qr,
        "logo": sheet.logo,
    }
    page = Rect(
        0, fmt.covered_top_mm, fmt.width_mm, fmt.height_mm - fmt.covered_top_mm - fmt.covered_bottom_mm
    )
    assert [name for name, part in parts.items() if not page.holds(part)] == []
    touching = [
        (first, second)
        for (first, one), (second, other) in itertools.combinations(parts.items(), 2)
        # Lines of the small print are set tight: their boxes meet, their letters do not.
        if one.overlaps(other, slack=0.26 * min(sheet.blocks["code"].size, sheet.blocks["note"].size))
    ]
    assert touching == []


@pytest.mark.parametrize("key", ALL)
def test_each_family_has_a_composition_of_its_own(key: str) -> None:
    lam, giay, dam = (compose(poster("S1", design), ALL[key]) for design in ("lam", "giay", "dam"))
    # Blue: hung from a rule at the left, the hotline comes last.
    (rule,) = lam.zones.rules
    assert rule.x == lam.zones.text.x == pytest.approx(lam.blocks["text"].x)
    assert lam.zones.agency.bottom < rule.y < rule.bottom < lam.zones.text.y
    assert lam.zones.panel.y >= lam.zones.text.bottom or lam.zones.panel.x >= lam.zones.text.right
    # Paper: all within a frame, the words on the middle axis of their zone.
    frame, middle = giay.zones.frame, giay.zones.text.x + giay.zones.text.w / 2
    assert frame is not None
    assert all(frame.holds(block.rect) for block in giay.blocks.values())
    for name in ("text", "agency"):
        block = giay.blocks[name]
        assert block.align == "center" and block.x + block.w / 2 == pytest.approx(middle)
    # Bold: the number on its field comes first, the agency signs last.
    panel, text = dam.zones.panel, dam.zones.text
    assert (panel.x, panel.y) == (0, 0)
    assert panel.bottom <= text.y or panel.right <= text.x
    assert text.bottom < dam.zones.agency.y


@pytest.mark.parametrize("data", [{}, {"local_name": "UBND xã Bằng Mạc"}])
def test_name_and_logo_stand_together_on_the_axis_of_a_notice(data: dict[str, str]) -> None:
    sheet = compose(poster("S1", "giay", local_logo=logo(), **data), FORMATS["a4"])
    assert sheet.logo is not None
    left = sheet.blocks["local"].x if data else sheet.logo.x
    assert (left + sheet.logo.right) / 2 == pytest.approx(FORMATS["a4"].width_mm / 2)


@pytest.mark.parametrize("key", ALL)
def test_units_are_not_broken_and_no_syllable_is_left_alone(key: str) -> None:
    for design, (name, text) in itertools.product(DESIGNS, SLOGANS.items()):
        lines = draw.check(poster(text, design), ALL[key]).lines
        assert_held(lines)
        assert [line for line in lines if " " not in line] == [], (name, lines)


@pytest.mark.parametrize("design", DESIGNS)
def test_lines_are_balanced(design: str) -> None:
    """No line under half of the widest, a line on average at least three quarters of it."""
    for key, (name, text), variant in itertools.product(ALL, SLOGANS.items(), ("", "cao-diem")):
        lines = draw.check(poster(text, design, variant=variant), ALL[key]).lines
        wide = [typesetting.widths([line])[line].bold for line in lines]
        assert min(wide) >= 0.5 * max(wide), (key, name, lines)
        assert sum(wide) >= 0.75 * max(wide) * len(wide), (key, name, lines)


@pytest.mark.parametrize("variant", ["", "cao-diem"])
@pytest.mark.parametrize("key", ["chia-se", "vuong", "standee"])
def test_a_long_text_is_refused_before_a_unit_is_broken(key: str, variant: str) -> None:
    text = "Ban Chỉ đạo 138 đề nghị nhân dân tố giác tội phạm mua bán người và việc nhẹ lương cao, " * 4
    for length in range(100, 301):
        with suppress(TextTooLong):
            cut = text[:length].rpartition(" ")[0]
            assert_held(draw.check(poster(cut, variant=variant), ALL[key]).lines)


@pytest.mark.parametrize("key", ALL)
def test_capitals_are_as_high_as_the_distance_asks(key: str) -> None:
    fit = draw.check(poster("S1"), ALL[key])
    assert fit.capital_mm == pytest.approx(fit.size_mm * CAPITAL_EM)
    assert fit.capital_mm >= ALL[key].distance_m * 1000 * CAPITAL_PER_DISTANCE


@pytest.mark.parametrize("make", [draw.check, draw.pdf, draw.png, draw.webp])
def test_a_text_too_long_is_refused_by_all(make: object) -> None:
    with pytest.raises(TextTooLong, match="chọn khổ lớn hơn") as refused:
        make(poster(LONG), FORMATS["chia-se"])  # type: ignore[operator]
    assert 60 < refused.value.max_length < len(LONG)
    assert str(refused.value.max_length) in str(refused.value)


def test_the_advice_is_true() -> None:
    fmt = ALL["chia-se"]
    with pytest.raises(TextTooLong) as refused:
        draw.check(poster(LONG), fmt)
    shorter = LONG[: refused.value.max_length]
    assert draw.check(poster(shorter), fmt).lines
    following = f"{shorter} {LONG[len(shorter) :].split()[0]}"
    with pytest.raises(TextTooLong):
        draw.check(poster(following), fmt)


def test_a_word_too_long_is_never_cut() -> None:
    with pytest.raises(TextTooLong, match="từ quá dài"):
        draw.check(poster("x" * 300), FORMATS["a4"])


@pytest.mark.parametrize("part", ["agency", "local_name", "code", "hotline_note", "eyebrow"])
def test_small_print_is_never_cut(part: str) -> None:
    with pytest.raises(TextTooLong, match="ngắn hơn"):
        draw.check(poster(variant="chu-de", **{part: "Ủy ban nhân dân huyện " * 14}), FORMATS["a4"])


@pytest.mark.parametrize("text", ["Gọi 📞 111", "a\u200bb", "a\x00b", "số №", "\ud800"])
def test_a_letter_the_typeface_lacks_is_named(text: str) -> None:
    wanted = next(char for char in text if ord(char) not in typesetting.letters() or char == "\x00")
    with pytest.raises(UnsupportedCharacter, match=rf"U\+{ord(wanted):04X}") as refused:
        draw.check(poster(text), FORMATS["a4"])
    assert refused.value.character == wanted


def test_the_letters_are_those_of_the_font() -> None:
    for weight in ("Bold", "Regular"):
        with TTFont(typesetting.fonts_dir() / f"BeVietnamPro-{weight}.ttf") as font:
            assert typesetting.letters() == set(font.getBestCmap())


def test_every_vietnamese_letter_is_drawn() -> None:
    vowels = [base + mark for base in "aăâeêioôơuưy" for mark in ("", *"\u0300\u0301\u0303\u0309\u0323")]
    text = unicodedata.normalize("NFC", "".join(vowels) + "đ")
    typesetting.require_letters(text + text.upper() + "₫“”‘’…–—")


def test_text_comes_to_nfc() -> None:
    assert poster(unicodedata.normalize("NFD", SLOGANS["S1"])) == poster(SLOGANS["S1"])


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": " \n"},
        {"text": "a" * 301},
        {"design": "../lam"},
        {"variant": "khac"},
        {"variant": "chu-de", "eyebrow": " "},
        {"check_url": "javascript:alert(1)"},
        {"check_url": "/xac-minh/A/"},
        {"code": " "},
        {"hotline": ""},
    ],
)
def test_a_wrong_specification_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(PosterError):
        poster(**fields)


@pytest.mark.parametrize("data", [b"GIF89a", b"\x89PNG\r\n\x1a\n123", b"<svg/>", logo("BMP")])
def test_a_logo_that_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableLogo, match="PNG hoặc JPEG"):
        draw.png(poster(local_logo=data), FORMATS["a4"])


def test_a_logo_of_too_many_pixels_is_not_opened() -> None:
    with pytest.raises(UnreadableLogo, match="thu nhỏ"):
        draw.check(poster(local_logo=logo(size=(4100, 4100))), FORMATS["a4"])


@pytest.mark.parametrize("key", ["a4", "chia-se", "bang-ron-6x1", "standee"])
@pytest.mark.parametrize("design", DESIGNS)
def test_the_local_unit_changes_nothing_but_its_zone(design: str, key: str) -> None:
    fmt = ALL[key]
    bare, local = (
        poster("S3", design),
        poster("S3", design, local_name="UBND xã Bằng Mạc", local_logo=logo("JPEG")),
    )
    assert draw.check(bare, fmt) == draw.check(local, fmt)
    images = [picture(draw.png(one, fmt, 800)) for one in (bare, local)]
    zone = draw.check(bare, fmt).local
    scale = images[0].width / fmt.width_mm
    edges = (zone.x - 1, zone.y - 1, zone.right + 1, zone.bottom + 1)
    box = [round(edge * scale + shift) for edge, shift in zip(edges, (-1, -1, 1, 1), strict=True)]
    assert images[0].tobytes() != images[1].tobytes()
    for image in images:
        image.paste((0, 0, 0), tuple(box))
    assert images[0].tobytes() == images[1].tobytes()


@pytest.mark.parametrize("variant", ["cao-diem", "chu-de"])
@pytest.mark.parametrize("design", DESIGNS)
def test_a_variant_is_seen(design: str, variant: str) -> None:
    plain, band = (
        picture(draw.png(poster("S4", design, variant=kind), FORMATS["vuong"], 400)) for kind in ("", variant)
    )
    zone = compose(poster("S4", design, variant=variant), FORMATS["vuong"]).zones.eyebrow
    assert zone is not None
    scale = 400 / FORMATS["vuong"].width_mm
    box = tuple(round(edge * scale) for edge in (zone.x, zone.y, zone.right, zone.bottom))
    assert plain.crop(box).tobytes() != band.crop(box).tobytes()


def test_same_poster_same_bytes_in_another_process() -> None:
    code = (
        "import sys, hashlib; from tests.media.posters.samples import ALL, poster; "
        "from media.posters import draw; one = poster('S1', 'dam', variant='chu-de'); "
        "print(*[hashlib.sha256(make(one, ALL[key])).hexdigest() for make, key in "
        "((draw.pdf, 'a4'), (draw.png, 'vuong'), (draw.webp, 'chia-se'), (draw.pdf, 'bang-ron-6x1'))])"
    )
    outputs = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].split()) == 4


def test_drawing_one_poster_does_not_change_the_next() -> None:
    alone = draw.pdf(poster("S1", "giay"), FORMATS["a4"])
    draw.pdf(poster("S4", "dam", local_name="Xã khác", local_logo=logo()), ALL["bang-ron-6x1"])
    draw.check(poster("Từ mới chưa đo: xyz"), FORMATS["story"])
    assert draw.pdf(poster("S1", "giay"), FORMATS["a4"]) == alone


def test_threads_may_draw_at_once() -> None:
    wanted = {design: draw.pdf(poster("S1", design), FORMATS["a4"]) for design in DESIGNS}
    drawn: list[bool] = []

    def work(design: str) -> None:
        drawn.append(draw.pdf(poster("S1", design), FORMATS["a4"]) == wanted[design])

    threads = [threading.Thread(target=work, args=(design,)) for design in DESIGNS * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [True] * 9


@pytest.mark.parametrize("key", [key for key, fmt in FORMATS.items() if fmt.medium == "screen"])
@pytest.mark.parametrize("design", DESIGNS)
def test_a_picture_for_the_screen_has_its_pixels_and_weight(design: str, key: str) -> None:
    one = poster("S1", design, variant="cao-diem")
    data = draw.webp(one, FORMATS[key])
    assert len(data) <= 200_000
    assert picture(data).size == FORMATS[key].pixels
    assert picture(data).tobytes() == picture(draw.light_png(one, FORMATS[key])).tobytes()


def test_the_limit_of_weight_is_kept_or_said() -> None:
    assert len(draw.webp(poster("S1"), FORMATS["story"], limit=60_000)) <= 60_000
    with pytest.raises(PosterError, match="1000 byte"):
        draw.webp(poster("S1"), FORMATS["story"], limit=1000)


@pytest.mark.parametrize("key", [key for key, fmt in FORMATS.items() if fmt.medium == "screen"])
@pytest.mark.parametrize("design", DESIGNS)
def test_a_picture_for_the_screen_looks_as_drawn(design: str, key: str) -> None:
    one, fmt = poster("S1", design, variant="chu-de"), FORMATS[key]
    plain, light = picture(draw.png(one, fmt)), picture(draw.light_png(one, fmt))
    changes = ImageChops.difference(plain, light)
    same = sum(count for count, change in changes.getcolors(1 << 24) if change == (0, 0, 0))
    assert same > 0.94 * fmt.pixels[0] * fmt.pixels[1]
    assert max(most for _least, most in changes.getextrema()) <= 2, "no pixel is visibly another"


def test_a_png_over_the_limit_keeps_its_looks_in_fewer_colours() -> None:
    one, fmt = poster("S1"), FORMATS["story"]
    usual = draw.light_png(one, fmt)
    fewer = draw.light_png(one, fmt, limit=len(usual) - 1)
    assert len(fewer) < len(usual)
    changes = ImageChops.difference(picture(usual), picture(fewer)).convert("L").histogram()
    assert sum(changes[32:]) == 0, "no pixel is visibly another"
    with pytest.raises(PosterError, match="1000 byte"):
        draw.light_png(one, fmt, limit=1000)


def test_a_photograph_beside_the_name_keeps_its_colours() -> None:
    photograph = Image.linear_gradient("L").resize((200, 200))
    hues = Image.merge("RGB", (photograph, photograph.rotate(90), photograph.rotate(180)))
    out = io.BytesIO()
    hues.save(out, "PNG")
    one = poster("S4", local_name="UBND xã Bằng Mạc", local_logo=out.getvalue())
    plain, sent = picture(draw.png(one, FORMATS["vuong"])), picture(draw.webp(one, FORMATS["vuong"]))
    assert plain.getcolors(4096) is None
    assert sent.tobytes() == plain.tobytes()


@pytest.mark.parametrize("pixels", [0, 15, 6001])
def test_a_picture_of_any_size_is_not_drawn(pixels: int) -> None:
    with pytest.raises(PosterError, match="6000"):
        draw.png(poster(), FORMATS["a4"], pixels)


@pytest.mark.parametrize("size", [(0.3, 0.3), (21, 1), (10, 0.5), (0.5, 4), (float("nan"), 1)])
def test_a_banner_nobody_hangs_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="Băng rôn"):
        banner(*size)


def test_banners_longer_than_a_page_are_drawn_at_a_tenth() -> None:
    assert {fmt.key: fmt.scale for fmt in [*BANNERS, banner(5, 1)]} == {
        "bang-ron-4x0.8": 1,
        "bang-ron-5x1": 1,
        "bang-ron-6x1": 10,
        "bang-ron-8x1.2": 10,
        "bang-ron-10x1.5": 10,
    }


def test_a_kit_costs_little_and_a_catalogue_holds_no_memory() -> None:
    code = (
        "import json, time; from tests.media.posters.samples import ALL, SLOGANS, poster\n"
        "from media.posters import draw\n"
        "resident = lambda: int(open('/proc/self/statm').read().split()[1]) * 4096\n"
        "keys = [key for key in ALL if key not in ('bang-ron-4x0.8', 'bang-ron-8x1.2', 'bang-ron-10x1.5')]\n"
        "start = time.process_time()\n"
        "for key in keys:\n"
        "    draw.pdf(poster('S1'), ALL[key])\n"
        "    ALL[key].medium == 'screen' and draw.webp(poster('S1'), ALL[key])\n"
        "cpu = time.process_time() - start\n"
        "marks = []\n"
        "for number in range(200):\n"
        "    one = poster(f'{SLOGANS[\"S3\"]} {number}', code=f'K{number}', "
        "check_url=f'https://example.vn/{number}')\n"
        "    draw.pdf(one, ALL['a4']), draw.png(one, ALL['vuong'], 300)\n"
        "    marks.append(resident())\n"
        "lines = open('/proc/self/status').read().splitlines()\n"
        "peak = next(int(line.split()[1]) for line in lines if line.startswith('VmHWM')) * 1024\n"
        "print(json.dumps([len(keys), cpu, peak, min(marks[150:]) - min(marks[50:100])]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    kit, cpu, peak, grown = json.loads(done.stdout)
    assert kit == 12
    assert cpu <= 2
    assert peak <= 200e6
    assert grown <= 5e6
