"""Pairs of words that are one slip of the keyboard apart."""

import pytest

from cms.edit_distance import one_edit, swapped

FAR = [("ban", "ban", False), ("ban", "nba", False), ("a", "abc", False)]


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [("an", "ban", True), ("ban", "an", True), ("ban", "ben", True), ("abn", "ban", True), *FAR],
)
def test_one_edit(left: str, right: str, near: bool) -> None:
    assert one_edit(left, right) is near


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("mau", "mua", True),
        ("mau", "mau", False),
        ("mau", "mai", False),
        ("mau", "uam", False),
        ("ma", "am", True),
    ],
)
def test_swapped(left: str, right: str, expected: bool) -> None:
    assert swapped(left, right) is expected


def test_a_longer_word_is_no_swap() -> None:
    assert not swapped("abb", "xabb")
