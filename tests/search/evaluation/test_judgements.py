"""The judgement list: how it is read and judged, and the shipped one on the demo site."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import NewsPage
from search.evaluation.judge import Judgement, comparable, judge, read, success
from search.management.commands.search_judge import SHIPPED
from search.sync import deliver_soon
from tests import factories


def test_texts_are_compared_however_they_are_written() -> None:
    assert comparable("  Hóa   đơn\nmới ") == comparable("HOÁ ĐƠN MỚI") == "hoá đơn mới"


def test_a_table_expects_titles(tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text('question,kind,expected,why\nmot,marks,"Một | Hai, ba",\n', encoding="utf-8")
    (row,) = read(table)
    assert row == Judgement("mot", "marks", "mot", titles=("Một", "Hai, ba"))
    assert judge([row], lambda text: [("Không", "Hai, ba"), ("hai, BA", "")])[0].passed
    assert not judge([row], lambda text: [("Hai, ba và bốn", "Một")])[0].passed
    table.write_text("question,kind,expected,why\nmot,marks,,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"list\.csv:2"):
        list(read(table))


def test_one_phrase_in_one_of_three_results_will_do() -> None:
    def search(text: str) -> list[tuple[str, str]]:
        return [("Một", ""), ("Hai", "ở đây có việc nhẹ  lương cao"), ("Ba", ""), ("Bốn", "xa quá")]

    rows = [
        Judgement("a", "typed", "a", ("không có", "Việc nhẹ lương cao")),
        Judgement("a", "plain", "a", ("xa quá",)),
    ]
    verdicts = judge(rows, search)
    assert [verdict.passed for verdict in verdicts] == [True, False]
    assert success(verdicts) == {"typed": (1, 1), "plain": (0, 1), "all": (1, 2)}


def test_the_shipped_list_is_large_and_well_formed() -> None:
    rows = list(read(SHIPPED))
    assert len({row.query for row in rows}) >= 80
    assert {"typed", "plain", "telex", "vni", "typo", "tone", "synonym", "code"} <= {row.kind for row in rows}
    assert all(row.query.strip() and any(row.phrases) for row in rows)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.jsonl"
    path.write_text('{"query": "a", "must_match_any": ["b"]}\n{"query": 1}\n')
    with pytest.raises(ValueError, match="jsonl:2"):
        list(read(path))
    with pytest.raises(CommandError, match="jsonl:2"):
        call_command("search_judge", path)


@pytest.mark.usefixtures("index")
def test_the_command_on_a_live_index(tmp_path: Path) -> None:
    factories.published(NewsPage, title="Cảnh giác việc nhẹ lương cao")
    deliver_soon()
    path = tmp_path / "danh-sach.jsonl"
    row = {"query": "việc nhẹ", "must_match_any": ["lương cao"]}
    row["variants"] = [{"kind": "plain", "q": "viec nhe"}, {"kind": "khac", "q": "không liên quan gì"}]
    path.write_text(json.dumps(row))
    out = StringIO()
    call_command("search_judge", path, "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert report["success@3"] == {"typed": 100.0, "khac": 0.0, "plain": 100.0, "all": 66.67}
    assert [failure["q"] for failure in report["failures"]] == ["không liên quan gì"]
