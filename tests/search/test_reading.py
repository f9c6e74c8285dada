"""What a reader is told about their own words: never another word for a correct one (rule 117)."""

import pytest

from cms.vietnamese import fold
from search.analysis import tokens
from search.highlight import highlight
from tests.search.everyday import ask, comparable, everyday, says_another_word

MARKED, UNMARKED = everyday()
# Of the same kind as the file: correct, and mostly not on any page.
COUSINS = [
    "buôn người",
    "con gái tôi mất tích",
    "chị gái em bị lừa sang Myanmar",
    "bé nhà tôi hay chơi game với người lạ",
    "làng tôi có người bị mất liên lạc",
    "bố mẹ bắt em nghỉ học lấy chồng sớm",
    "vợ tôi bỏ đi theo bạn trên facebook",
    "tiếng anh",
    "thuê nhà cho công nhân cần lưu ý gì",
    "nhà hàng xóm nhốt một cô bé",
    "ông chủ đánh người làm",
    "bàn ghế trường học",
    "luôn luôn lắng nghe",
    "xã Lũng Nặm",
    "Pác Bó",
    "huyện Trùng Khánh",
    "chị Sùng Thị Mỷ ở bản Pả Vi",
    "tôi bán trâu ở chợ Đồng Văn",
    "bạn gái quen qua tiktok đòi gửi ảnh nóng",
    "cháu muốn bỏ trốn",
    "nạn buôn bán nội tạng",
    "trả nợ thay con",
    "mùa lúa chín",
]


@pytest.mark.parametrize("text", [*MARKED, *COUSINS])
def test_a_correct_word_is_never_another(text: str) -> None:
    query = ask(text)
    assert (query.corrected_from, query.did_you_mean) == (None, None)
    assert not says_another_word(text, text)


@pytest.mark.parametrize(
    ("typed", "meant"), [*UNMARKED, *((fold(text), text) for text in (*MARKED, *COUSINS))]
)
def test_a_text_without_marks_is_read_rightly_or_not_at_all(typed: str, meant: str) -> None:
    assert not says_another_word(typed, meant)


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("mua ban nguoi", "mua bán người"),
        ("viec nhe luong cao", "việc nhẹ lương cao"),
        ("duong day nong", "đường dây nóng"),
        ("khau hieu", "khẩu hiệu"),
        ("tieng anh", "tiếng anh"),
        ("sdt cong an", "sdt công an"),
        ("di duong mon qua bien gioi", "đi đường mòn qua biên giới"),
        ("khả năng tiep cận", "khả năng tiếp cận"),
        ("tỗng đài", "tổng đài"),
        ("băng rônn", "băng rôn"),
        ("duong dya", "đường dây"),
        ("karaoek", "karaoke"),
        ("buoon nguoiwf", "buôn người"),
        ("mua ban1 nguoi72", "mua bán người"),
        ("tuwj kieemr tra", "tự kiểm tra"),
    ],
)
def test_what_is_sure_is_restored(typed: str, reading: str) -> None:
    query = ask(typed)
    assert (comparable(query.reading), query.corrected_from) == (reading, typed)
    assert query.highlights.exact == {*tokens(reading)}


@pytest.mark.parametrize("typed", ["con gai toi mat tich", "ban", "cuu em", "end the exploitation"])
def test_what_is_not_sure_is_searched_without_marks_and_claims_nothing(typed: str) -> None:
    query = ask(typed)
    assert (query.reading, query.corrected_from, query.did_you_mean) == (typed, None, None)
    assert {("fold", term) for term in tokens(typed)} <= set(query.weights)


def test_as_typed_with_the_reading_as_a_suggestion() -> None:
    query = ask("mua ban nguoi", literal=True)
    assert (query.reading, query.did_you_mean) == ("mua ban nguoi", "mua bán người")


def test_other_readings_weigh_less_than_the_word_itself() -> None:
    query = ask("việc nhẹ lương cáo")
    assert query.weights["exact", "cáo"] > query.weights.get(("exact", "cao"), 0.0)


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("buôn người", "luôn có người buồn", "luôn có <mark>người</mark> buồn"),
        ("con gái", "con gà, cái gai", "<mark>con</mark> gà, cái gai"),
        ("bán", "ban chỉ đạo, bạn, bàn", "ban chỉ đạo, bạn, bàn"),
        ("việc nhẹ", "viec nhe, noi nhe", "<mark>viec nhe</mark>, noi nhe"),
        ("cuu em", "cứu lấy em", "<mark>cứu</mark> lấy <mark>em</mark>"),
        ("công an", "cảnh sát, cành cây, sạt lở", "<mark>cảnh sát</mark>, cành cây, sạt lở"),
    ],
)
def test_no_other_word_is_highlighted(typed: str, text: str, shown: str) -> None:
    assert highlight(text, ask(typed).highlights) == shown
