"""Texts and how they are read aloud, from tables: the text, a tab, the words."""

import unicodedata
from pathlib import Path

import pytest

from campaigns.kits.speech.spoken import spoken

TABLES = ("times.tsv", "quantities.tsv", "words.tsv")
CASES = [
    pytest.param(*line.split("\t"), id=line.partition("\t")[0])
    for name in TABLES
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_a_text_is_read_aloud(text: str, words: str) -> None:
    assert spoken(text) == words
    assert spoken(unicodedata.normalize("NFD", text)) == words
    assert spoken(words) == words
