"""Composition of a poster: where things stand, how lines break, which variant is seen."""

import itertools
from contextlib import suppress

import pytest

from media.posters import draw, typesetting
from media.posters.compose import compose
from media.posters.families import DESIGNS
from media.posters.formats import CAPITAL_EM, CAPITAL_PER_DISTANCE, FORMATS
from media.posters.layout import Rect
from media.posters.spec import TextTooLong
from tests.media.posters.samples import ALL, EVERY, SLOGANS, assert_units_whole, logo, picture, poster


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
        assert_units_whole(lines)
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
            assert_units_whole(draw.check(poster(cut, variant=variant), ALL[key]).lines)


@pytest.mark.parametrize("key", ALL)
def test_capitals_are_as_high_as_the_distance_asks(key: str) -> None:
    fit = draw.check(poster("S1"), ALL[key])
    assert fit.capital_mm == pytest.approx(fit.size_mm * CAPITAL_EM)
    assert fit.capital_mm >= ALL[key].distance_m * 1000 * CAPITAL_PER_DISTANCE


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


@pytest.mark.parametrize(("design", "key"), EVERY)
def test_the_unit_is_set_smaller_than_the_agency(design: str, key: str) -> None:
    for agency, name in (
        ("Sở Văn hóa, Thể thao và Du lịch tỉnh Lạng Sơn", "UBND xã Na"),
        ("Công an tỉnh", "Trường Tiểu học và Trung học cơ sở xã Bằng Mạc"),
    ):
        blocks = compose(poster("S4", design, agency=agency, local_name=name), ALL[key]).blocks
        assert blocks["local"].size < blocks["agency"].size


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


@pytest.mark.parametrize(("design", "key"), EVERY)
def test_a_line_to_write_on_stands_in_the_zone_of_the_unit(design: str, key: str) -> None:
    sheet = compose(poster("S1", design, local_line=True), ALL[key])
    (line,) = sheet.lines
    assert sheet.zones.local.holds(line) and line.w == sheet.zones.local.w
    assert not any(line.overlaps(block.rect) for block in sheet.blocks.values())


def test_a_name_takes_the_place_of_the_line() -> None:
    assert compose(poster("S1", local_line=True, local_name="UBND xã A"), FORMATS["a4"]).lines == ()
    assert compose(poster("S1"), FORMATS["a4"]).lines == ()
