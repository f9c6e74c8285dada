"""The texts of the demo say to readers what is right, read without loading them."""

from campaigns.demo.loader import items


def test_each_yes_of_the_self_check_is_a_danger() -> None:
    page = next(row for row in items("pages") if row["key"] == "tu-kiem-tra")
    questions = [block["value"] for block in page["body"] if block["type"] == "question"]
    assert len(questions) == 6
    assert [row["question"] for row in questions if not row["answer"].startswith("<p><b>Nếu có:</b>")] == []
    assert "Chỉ cần một câu trả lời là “có”" in page["summary"]


def test_a_page_says_what_human_trafficking_is_in_the_words_of_the_law() -> None:
    page = next(row for row in items("pages") if row["title"] == "Mua bán người là gì?")
    quote = next(block["value"] for block in page["body"] if block["type"] == "quote")
    assert quote["text"].startswith("Mua bán người là hành vi tuyển mộ, vận chuyển, chứa chấp,")
    assert "53/2024/QH15" in quote["source"] and "Điều 2" in quote["source"]
    assert "buôn người" in page["summary"]
    assert {"hotline", "official_document"} <= {block["type"] for block in page["body"]}
