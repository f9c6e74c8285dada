"""Posts: everything one tap copies."""

import pytest

from campaigns.kits.outputs.social import hashtag, post

TEXT = "Có người nhắn: “việc nhẹ lương cao”?\n\nHỏi lại ba câu. Gọi 111."
LINK = "https://chungtay.caobang.gov.vn/khau-hieu/111"


def test_a_post_in_one_copy() -> None:
    answer = post(TEXT, ["phòng, chống mua bán người", "#ChungTay"], LINK, "Điện thoại có một tin nhắn lạ.")
    assert answer.copy_text == (
        f"{TEXT}\n\n{LINK}\n\nẢnh: Điện thoại có một tin nhắn lạ.\n\n#PhongChongMuaBanNguoi #ChungTay"
    )
    assert (answer.text, answer.link, answer.alt) == (TEXT, LINK, "Điện thoại có một tin nhắn lạ.")
    assert answer.hashtags == ("#PhongChongMuaBanNguoi", "#ChungTay")


def test_what_is_missing_leaves_no_gap() -> None:
    assert post(TEXT).copy_text == TEXT
    assert post(TEXT, link=LINK).copy_text == f"{TEXT}\n\n{LINK}"


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("30/7", "#307"),
        ("#30Thang7", "#30Thang7"),
        ("#PhòngChốngMuaBánNgười", "#PhòngChốngMuaBánNgười"),
        ("Đường dây nóng 111", "#DuongDayNong111"),
        ("UBND xã", "#UBNDXa"),
        ("# lạ thường", "#LaThuong"),
        ("!", ""),
        ("", ""),
    ],
)
def test_hashtag(words: str, tag: str) -> None:
    assert hashtag(words) == tag


def test_doubled_hashtags_count_once() -> None:
    assert post(TEXT, ["chung tay", "", "#chungtay", "gọi 111"]).hashtags == ("#ChungTay", "#Goi111")


@pytest.mark.parametrize("link", ["caobang.gov.vn", "javascript:alert(1)", "https://a b", "ftp://a"])
def test_a_link_is_a_web_address(link: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        post(TEXT, link=link)
