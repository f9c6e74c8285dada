"""The words for a loudspeaker, table by table."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.kits.speech.numerals import cardinal, roman
from campaigns.kits.speech.spoken import spoken

S1 = "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người và Ngày toàn dân phòng, chống mua bán người"
Y2022 = "hai nghìn không trăm hai mươi hai"
Y2023 = "hai nghìn không trăm hai mươi ba"
Y2025 = "hai nghìn không trăm hai mươi lăm"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (155, "một trăm năm mươi lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1010, "một nghìn không trăm mười"),
        (1995, "một nghìn chín trăm chín mươi lăm"),
        (2025, Y2025),
        (16626, "mười sáu nghìn sáu trăm hai mươi sáu"),
        (822994, "tám trăm hai mươi hai nghìn chín trăm chín mươi tư"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_000_100_000, "hai tỷ một trăm nghìn"),
        (10**9, "một tỷ"),
        (10**12, "một nghìn tỷ"),
        (10**18, "một tỷ tỷ"),
    ],
)
def test_cardinal(number: int, words: str) -> None:
    assert cardinal(number) == words


@pytest.mark.parametrize(
    ("text", "value"),
    [("I", 1), ("IV", 4), ("IX", 9), ("XIII", 13), ("XXXIX", 39), ("", 0), ("IIII", 0), ("A", 0)],
)
def test_roman(text: str, value: int) -> None:
    assert roman(text) == value


DATES = [
    ("30/7", "ngày ba mươi tháng bảy"),
    ("ngày 30/7", "ngày ba mươi tháng bảy"),
    ("Ngày 30/7 là", "Ngày ba mươi tháng bảy là"),
    (f"{S1} 30/7", f"{S1}, ngày ba mươi tháng bảy"),
    (
        "“Ngày toàn dân phòng, chống mua bán người - 30/7”",
        "Ngày toàn dân phòng, chống mua bán người, ngày ba mươi tháng bảy",
    ),
    ("mua bán người (30/7)", "mua bán người, ngày ba mươi tháng bảy"),
    ("ngày mùng 2/9", "ngày mùng hai tháng chín"),
    ("dịp mồng 2/9/2025", f"dịp ngày mồng hai tháng chín năm {Y2025}"),
    ("Mùng 2/9", "Ngày mùng hai tháng chín"),
    ("từ mùng 2/9 - 5/9", "từ mùng hai tháng chín đến ngày năm tháng chín"),
    ("ngày mùng 2-5/9", "ngày mùng hai đến ngày năm tháng chín"),
    ("dịp 30/7", "dịp ngày ba mươi tháng bảy"),
    ("trước 16/3 và 16/9", "trước ngày mười sáu tháng ba và ngày mười sáu tháng chín"),
    ("ngày 01/7/2025", f"ngày một tháng bảy năm {Y2025}"),
    ("24/6/2023", f"ngày hai mươi tư tháng sáu năm {Y2023}"),
    ("ngày 15/4", "ngày mười lăm tháng tư"),
    ("từ ngày 01/7 - 30/9/2022", f"từ ngày một tháng bảy đến ngày ba mươi tháng chín năm {Y2022}"),
    ("đợt cao điểm 01/7–30/9", "đợt cao điểm từ ngày một tháng bảy đến ngày ba mươi tháng chín"),
    ("từ 01/7 đến 30/9", "từ ngày một tháng bảy đến ngày ba mươi tháng chín"),
    ("24-25/7", "ngày hai mươi tư đến ngày hai mươi lăm tháng bảy"),
    ("ngày 11 tháng 4 năm 2023", f"ngày mười một tháng tư năm {Y2023}"),
    ("tháng 7/2025", f"tháng bảy năm {Y2025}"),
    ("quý III/2025", f"quý ba năm {Y2025}"),
    ("Ngày 30.7.2025", f"Ngày ba mươi tháng bảy năm {Y2025}"),
    ("ngày 24/7", "ngày hai mươi tư tháng bảy"),
    ("giai đoạn 2021 - 2025", f"giai đoạn hai nghìn không trăm hai mươi mốt đến {Y2025}"),
]
NUMBERS = [
    ("111", "một một một"),
    ("Gọi 111", "Gọi một một một"),
    ("Tổng đài Quốc gia 111, Công an 113", "Tổng đài Quốc gia một một một, Công an một một ba"),
    ("Gọi 111/113", "Gọi một một một, một một ba"),
    ("111/112/113", "một một một, một một hai, một một ba"),
    ("gọi 111-113 ngay", "gọi một một một, một một ba ngay"),
    *(
        (f"Tổng đài Quốc gia 111 {after}", f"Tổng đài Quốc gia một một một {after}")
        for after in ("phòng, chống mua bán người", "tổ chức tư vấn", "tin cậy", "ngày đêm", "đồng hành")
    ),
    (
        "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111 phòng ngừa",
        "Tổng đài điện thoại quốc gia bảo vệ trẻ em một một một phòng ngừa",
    ),
    ("gọi ngay đến số 113 ngày đêm", "gọi ngay đến số một một ba ngày đêm"),
    ("Tổng đài nhận 111 cuộc gọi", "Tổng đài nhận một trăm mười một cuộc gọi"),
    ("Tổng đài nhận được 111 tin báo", "Tổng đài nhận được một trăm mười một tin báo"),
    ("kêu gọi 111 tổ chức", "kêu gọi một trăm mười một tổ chức"),
    ("tổng số 111 vụ", "tổng số một trăm mười một vụ"),
    ("Gọi 111 hoặc 113 phòng khi cần", "Gọi một một một hoặc một một ba phòng khi cần"),
    ("gọi 111 và 113 người nghe", "gọi một một một và một trăm mười ba người nghe"),
    ("Kế hoạch số 112 ngày 2/9", "Kế hoạch số một trăm mười hai ngày hai tháng chín"),
    ("từ 111 - 113 xã", "từ một trăm mười một đến một trăm mười ba xã"),
    ("111/113 xã", "một trăm mười một trên một trăm mười ba xã"),
    ("có 111 người dự", "có một trăm mười một người dự"),
    ("18001567", "một tám không không một năm sáu bảy"),
    ("1800 1567", "một tám không không một năm sáu bảy"),
    ("1900969680", "một chín không không chín sáu chín sáu tám không"),
    ("+84 981 84 84 84", "cộng tám bốn chín tám một tám bốn tám bốn tám bốn"),
    ("gọi 156", "gọi một năm sáu"),
    ("(miễn phí, 24/7)", "miễn phí, hai mươi bốn trên bảy"),
    ("24/24 giờ", "hai mươi bốn trên hai mươi bốn giờ"),
    ("19h30", "mười chín giờ ba mươi phút"),
    ("19:30", "mười chín giờ ba mươi phút"),
    ("7h00-11h30", "bảy giờ đến mười một giờ ba mươi phút"),
    ("12,5%", "mười hai phẩy năm phần trăm"),
    ("0,75", "không phẩy bảy mươi lăm"),
    ("1,05", "một phẩy không năm"),
    ("488.522 tờ", "bốn trăm tám mươi tám nghìn năm trăm hai mươi hai tờ"),
    ("1.234,5", "một nghìn hai trăm ba mươi tư phẩy năm"),
    ("5 triệu đồng/tháng", "năm triệu đồng một tháng"),
    ("50.000đ", "năm mươi nghìn đồng"),
    ("3m²", "ba mét vuông"),
    ("06 tháng", "sáu tháng"),
    ("007", "không không bảy"),
    ("2/3 số xã", "hai phần ba số xã"),
    ("45/13", "bốn mươi lăm trên mười ba"),
    ("2.1. Thực hiện", "hai chấm một. Thực hiện"),
    ("Đại hội XIII", "Đại hội mười ba"),
    ("lần thứ XIII của Đảng", "lần thứ mười ba của Đảng"),
    ("khóa X", "khóa mười"),
    ("lần thứ I, thứ 4", "lần thứ nhất, thứ tư"),
    ("II. NỘI DUNG", "hai. NỘI DUNG"),
    ("Covid-19", "Covid mười chín"),
]
DOCUMENTS = [
    ("193/QĐ-TTg", "Quyết định số một trăm chín mươi ba của Thủ tướng Chính phủ"),
    ("Quyết định số 193/QĐ-TTg", "Quyết định số một trăm chín mươi ba của Thủ tướng Chính phủ"),
    (
        "Quyết định số 193/QĐ-TTg ngày 09/02/2021 của Thủ tướng Chính phủ",
        "Quyết định số một trăm chín mươi ba ngày chín tháng hai năm hai nghìn không trăm hai mươi mốt "
        "của Thủ tướng Chính phủ",
    ),
    ("Kết luận số 13-KL/TW", "Kết luận số mười ba của Trung ương"),
    (
        "Luật số 53/2024/QH15",
        "Luật số năm mươi ba năm hai nghìn không trăm hai mươi tư của Quốc hội khóa mười lăm",
    ),
    ("Nghị định 162/2025/NĐ-CP", f"Nghị định số một trăm sáu mươi hai năm {Y2025} của Chính phủ"),
    ("1908/KH-UBND", "Kế hoạch số một nghìn chín trăm linh tám của Ủy ban nhân dân"),
    (
        "Công văn số 2053/BCĐ138/CP",
        "Công văn số hai nghìn không trăm năm mươi ba của Ban Chỉ đạo một ba tám Chính phủ",
    ),
    (
        "9145/QĐ-BCĐ 138/CP",
        "Quyết định số chín nghìn một trăm bốn mươi lăm của Ban Chỉ đạo một ba tám Chính phủ",
    ),
    ("99/ABC-XYZ", "số chín mươi chín gạch chéo a bê xê gạch ngang ích xì y dét"),
]
SHORT = [
    ("Công tác PCMBN", "Công tác phòng, chống mua bán người"),
    ("Hỏi. PCMBN là việc chung", "Hỏi. Phòng, chống mua bán người là việc chung"),
    ("nạn nhân MBN", "nạn nhân mua bán người"),
    ("BCĐ 138 tỉnh", "Ban Chỉ đạo một ba tám tỉnh"),
    ("Ban Chỉ đạo 138/CP", "Ban Chỉ đạo một ba tám Chính phủ"),
    ("UBND, HĐND xã", "Ủy ban nhân dân, Hội đồng nhân dân xã"),
    ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở TTTT; Trang TTĐT", "Sở Thông tin và Truyền thông; Trang thông tin điện tử"),
    ("CA tỉnh, TP. Hải Phòng", "Công an tỉnh, thành phố Hải Phòng"),
    ("các huyện, TP", "các huyện, thành phố"),
    ("MTTQ, Hội LHPN", "Mặt trận Tổ quốc, Hội Liên hiệp Phụ nữ"),
    ("THCS, THPT", "trung học cơ sở, trung học phổ thông"),
    ("Đài PT&TH tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
    ("KT. GIÁM ĐỐC", "Ký thay GIÁM ĐỐC"),
    ("mã QR", "mã quy rờ"),
    ("V/v tăng cường", "Về việc tăng cường"),
]
SIGNS = [
    ("“việc nhẹ lương cao”", "việc nhẹ lương cao"),
    ("'đi' \"ngay\" «kẻo»", "đi ngay kẻo"),
    ("tổ chức - Hãy chấm dứt", "tổ chức, Hãy chấm dứt"),
    ("xã/phường & thôn", "xã, phường và thôn"),
    ("Cổng/Trang", "Cổng, Trang"),
    ("H'Mông, ra-đi-ô", "H'Mông, ra-đi-ô"),
    ("- một\n- hai", "một\nhai"),
    ("mua bán người./.", "mua bán người."),
    ("**Gọi** #ngay", "Gọi ngay"),
    ("Gọi ☎ ngay 🙂", "Gọi ngay"),
    ("caobang.gov.vn", "caobang chấm gov chấm vê nờ"),
    ("https://www.langson.gov.vn/tin-tuc", "langson chấm gov chấm vê nờ gạch chéo tin gạch ngang tuc"),
    ("thư sovhttdl@caobang.gov.vn.", "thư sovhttdl a còng caobang chấm gov chấm vê nờ."),
    ("１１１", "một một một"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "words"), [*DATES, *NUMBERS, *DOCUMENTS, *SHORT, *SIGNS])
def test_spoken(text: str, words: str) -> None:
    assert spoken(text) == words
    assert spoken(unicodedata.normalize("NFD", text)) == words
    assert spoken(words) == words


PIECES = [
    *"0123456789/.-–:,%&()@+hđgmIVXQ\n'\"“”?!…_* ",
    *(
        "ngày ",
        "tháng ",
        "QĐ",
        "KH-",
        "BCĐ",
        "138",
        "/CP",
        "TP.",
        "111",
        "24/7",
        "www.",
        ".vn",
        "quý ",
        "thứ ",
    ),
    *("mua bán người ", "½", "①", "²", "٣", "\u0301", "🙂", "UBND", "PCMBN", "193/QĐ-TTg", "30/7", "1800"),
]


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=16).map("".join)))
def test_any_text_can_be_spoken(text: str) -> None:
    words = spoken(text)
    assert not any(char.isdigit() for char in words)
    assert unicodedata.is_normalized("NFC", words)
    assert spoken(words) == words
