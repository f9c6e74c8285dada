"""The texts of the demo say to readers what is right, read without loading them."""

from campaigns.demo.loader import items


def test_each_yes_of_the_self_check_is_a_danger() -> None:
    page = next(row for row in items("pages") if row["key"] == "tu-kiem-tra")
    questions = [block["value"] for block in page["body"] if block["type"] == "question"]
    assert len(questions) == 6
    assert [row["question"] for row in questions if not row["answer"].startswith("<p><b>Nếu có:</b>")] == []
    assert "Chỉ cần một câu trả lời là “có”" in page["summary"]
