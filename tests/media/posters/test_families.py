"""Colours of the families: contrast, and red for the hotline alone."""

import pytest

from media.posters.families import DESIGNS, FAMILIES


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
