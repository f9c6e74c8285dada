"""The measures, the variants and the command that runs them on a BEIR folder."""

import json
import unicodedata
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from cms.vietnamese import canonical_tone, fold
from search.evaluation.measures import NAMES, average, of_one
from search.evaluation.variants import VARIANTS, short_form, variant

SAMPLE = Path(__file__).parents[1] / "data" / "xquad-vi-sample"
TEXT = "Đường dây nóng phòng, chống mua bán người hoạt động ở đâu?"


def test_measures_of_one_list() -> None:
    assert of_one(["a", "b"], {"a": 1}) == (1.0, 1.0, 1.0, 1.0)
    assert of_one(["x", "a"], {"a": 1}) == (0.0, 1.0, 0.5, pytest.approx(0.6309, abs=1e-4))
    assert of_one([], {"a": 1}) == (0.0, 0.0, 0.0, 0.0)
    assert of_one(["b", "a"], {"a": 2, "b": 1})[3] == pytest.approx(0.7967, abs=1e-4)
    assert average([]) == dict.fromkeys(NAMES, 0.0)
    assert average([(1.0, 1.0, 1.0, 1.0), (0.0, 1.0, 0.5, 0.5)])["mrr@10"] == 75.0


def test_variants_type_the_same_words() -> None:
    assert variant("plain", TEXT, "1") == fold(TEXT)
    assert variant("nfd", TEXT, "1") == unicodedata.normalize("NFD", TEXT)
    assert variant("telex", "đường dây", "1").startswith("ddu")
    assert variant("vni", "đường dây", "1").startswith("d9u")
    for name in ("tone", "typo"):
        changed = variant(name, TEXT, "1").split()
        assert sum(left != right for left, right in zip(changed, TEXT.split(), strict=True)) == 1
    assert fold(variant("tone", TEXT, "1")) == fold(TEXT)
    assert variant("placement", "hoá thủy hòa", "1") == "hóa thuỷ hoà"
    assert canonical_tone(variant("placement", TEXT, "1")) == canonical_tone(TEXT)


@given(st.text(), st.sampled_from(sorted(VARIANTS)))
def test_a_seed_repeats_itself(text: str, name: str) -> None:
    assert variant(name, text, "7") == variant(name, text, "7")


def test_the_most_specific_four_syllables() -> None:
    documents = [{"gọi", "111", "khi", "nghi", "ngờ"}, {"khi", "nào", "thì", "gọi"}]
    text = "khi nào thì gọi 111 khi nghi ngờ"
    assert short_form(text, documents[:1], documents) == "111 khi nghi ngờ"
    assert short_form("gọi 111", documents[:1], documents) == "gọi 111"


def run(*args: str) -> dict[str, dict[str, float]]:
    out = StringIO()
    call_command("search_eval", str(SAMPLE), *args, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


def test_the_sample_is_found_however_it_is_typed() -> None:
    found = run()
    assert list(found) == list(VARIANTS) and set(found["typed"]) == set(NAMES)
    assert found["nfd"] == found["typed"] and found["placement"] == found["typed"]
    for name, row in found.items():
        assert row["mrr@10"] >= 95 and row["recall@10"] >= 97, (name, row)
    assert run("--short", "--variants", "typed,plain")["plain"]["recall@10"] >= 97


@pytest.mark.elasticsearch
def test_both_engines_agree(elastic_url: str, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = elastic_url
    names = "typed,plain,telex"
    local, remote = run("--variants", names), run("--variants", names, "--engine", "elasticsearch")
    for name in names.split(","):
        for measure in NAMES:
            assert abs(local[name][measure] - remote[name][measure]) <= 1, (name, measure)


def test_a_folder_of_another_kind_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="BEIR"):
        call_command("search_eval", str(tmp_path))
    with pytest.raises(CommandError, match="biến thể"):
        call_command("search_eval", str(SAMPLE), "--variants", "typed,khac")
