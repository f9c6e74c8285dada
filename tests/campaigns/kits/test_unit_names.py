"""Names of units that staff type: real ones pass; numbers, addresses and calls are refused."""

import unicodedata

import pytest

from campaigns.kits import unit_names

REAL = [
    "UBND xã Đàm Thủy",
    "Trường THPT số 2",
    "Trường Tiểu học số 1 Nam Cường",
    "Đoàn 19/8",
    "Tiểu đoàn 3",
    "Sư đoàn 316",
    "Công an xã 2/9",
    "Nhà máy 30-4",
    "Đoàn Kinh tế - Quốc phòng 799",
    "Trường THCS Nguyễn Tất Thành, TP.HCM",
    "UBND P.Bến Nghé, Q.1, TP. Hồ Chí Minh",
    "Trường THPT Hai Bà Trưng",
    "Trung tâm Y tế Ba Bể",
    "Trung tâm Chính trị khu vực Bảy Núi",
    "Hội LHPN xã Tân Tiến (Lạng Sơn)",
    "Trường Phổ thông Dân tộc nội trú THCS & THPT Hà Quảng",
    "Công ty TNHH “Một Thành Viên” Cao Bằng",
    "Ban Chỉ đạo 138 tỉnh Cao Bằng",
    "Trường Mầm non Hoa Hồng Nhân Hòa",
    "Thị trấn Gôi",
    "Trường Sĩ quan Thông tin – Liên lạc",
    "Đồn Biên phòng Pò Mã",
    "Binh đoàn Cửu Long",
    "Đoàn Không quân 921",
    "Quân khu III",
    "Trường THCS Ê Đê, xã Krông Pắc",
    "Khu phố 7 phường Mỏ Cày Nam",
    "Ban Dân tộc H’Mông Đắk Lắk",
    "Tổ 7 khu phố Bốn",
    "Khu phố số Hai, Ba, Bốn",
    "Trường THCS số hai mươi mốt",
    "UBND xã Đông Tiến",
    "Trường THPT Chuyên Tiền Giang",
    "Tổ quét dọn phố Chợ",
    "Phòng Kế toán – Thanh toán",
    "Trường Mầm non Trà Tiên",
    "Trung tâm Công nghệ – Chuyển đổi số",
    "Bộ phận Tiếp nhận, Trả kết quả xã Đàm Thủy",
    "Tổ Tiết kiệm và Vay vốn",
]

NUMBERS = [
    "Nạn nhân cần giải cứu gọi ngay 0912 345 678",
    "UBND xã 0912345678",
    "UBND xã 091-234-5678",
    "UBND xã 0.9.1.2.3.4.5",
    "UBND xã (024) 3825 11",
    "0 Xã 9 Tân 1 Tiến 2 Lạng 3 Sơn 4",
    "Xã O9l2 345 678",
    "Xã O9 I2 3A5 6",
    "Xã không chín một hai ba bốn",
    "Xã khong chin mot hai ba bon",
    "Xã KHÔNG, CHÍN; MỘT. HAI – BA / BỐN",
    "Xã khôngchínmộthaibabốn",
    "Xã không 9 một 2 ba 4",
    "Xã không xã chín xã một xã hai xã ba xã bốn",
    "Xã khồng chìn mốt hái bả bôn",
    "Xã zero nine one two three four",
    "Xã ０９１２３４",
    "Xã ٠٩١٢٣٤",
    "Xã 𝟎𝟗𝟏𝟐𝟑𝟒",
    "Xã ⓪⑨①②③④",
    "Xã ⁰⁹¹²³⁴",
    "Xã 1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣",
    "Xã 〇九一二三四",
    "Chín trăm mười hai ba bốn năm",
]

ADDRESSES = [
    "UBND xã cuuho.com",
    "UBND xã www cuuho",
    "https://cuuho",
    "cuuho.com.vn",
    "cuuho . net",
    "cuuho chấm com",
    "cuuho cham vn",
    "cuuho dot org",
    "giaicuu@gmail",
    "giaicuu a còng hòm thư",
    "@giaicuu",
    "Zalo Nguyễn Văn A",
    "z.a.l.o Văn A",
    "Z A L O Văn A",
    "zal0 Văn A",
    "ｚａｌｏ Văn A",
    "Facebook Giải cứu",
    "faceb00k Giải cứu",
    "FB Giải cứu",
    "tele giaicuu",
    "Telegram giaicuu",
    "t.me/giaicuu",
    "zalo.me/111",
    "bit.ly/x1",
    "giaicuunannhan.bike",
    "SĐT Văn A",
    "Hotline Văn A",
    "Email Văn A",
]

DEEDS = [
    "Gọi ngay cho chúng tôi",
    "GOI NGAY",
    "gọi",
    "g ọ i ngay",
    "g.ọ.i ngay",
    "goingay cho tôi",
    "Nhắn tin cho Văn A",
    "nhan tin cho Van A",
    "Liên hệ Văn A",
    "LIEN HE Van A",
    "lienhe Van A",
    "liên-hệ Văn A",
    "Truy cập trang này",
    "truy cap trang nay",
    "truycap trang",
    "Inbox Văn A",
    "Chuyển khoản chị Hoa",
    "chuyen khoan chi Hoa",
    "UBND xã A, chuyển cho chị Hoa",
    "Quét mã chị Hoa",
    "QUÉT chị Hoa",
    "Mã QR chị Hoa",
    "Nạp thẻ chị Hoa",
    "Nạp giúp chị Hoa",
    "Gửi tiền chị Hoa",
    "Gửi chị Hoa",
    "Đóng tiền cho chị Hoa",
    "UBND xã A - trả tiền chị Hoa",
    "Thanh toán cho chị Hoa",
    "STK chị Hoa",
    "Tài khoản chị Hoa",
    "Ví Momo chị Hoa",
    "Ủng hộ chị Hoa",
    "q u é t mã chị Hoa",
]

READ_OUT = [
    "số chín một hai ba bốn",
    "UBND xã, số chín một hai ba",
    "so chin mot hai ba",
    "Xã số máy 9 một 2 ba",
    "Xã điện thoại chín, một, hai – ba",
]

SIGNS = ["😀 Xã", "Xã #1", "Xã\x00A", "Xã ก", "Хã Тân", "Xã <b>", "Xã\u202e A", "Xã_A", "Xã [A]", "Xã*"]


def refused(name: str) -> str:
    found = {str(value): key for key, value in vars(unit_names).items() if key.isupper() and key[0] != "_"}
    return found.get(unit_names.problem(name), "")


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("name", REAL)
def test_a_real_name_passes(name: str) -> None:
    assert unit_names.problem(name) == unit_names.problem(nfd(name)) == ""


@pytest.mark.parametrize("name", NUMBERS)
def test_six_digits_are_refused_in_any_spelling(name: str) -> None:
    assert refused(name) == refused(nfd(name)) == "DIGITS"


@pytest.mark.parametrize("name", READ_OUT)
def test_a_number_read_out_digit_by_digit_is_refused(name: str) -> None:
    assert refused(name) == refused(nfd(name)) == "READ_OUT"


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_or_account_is_refused(name: str) -> None:
    assert refused(name) == refused(name.upper()) == "ADDRESS"


@pytest.mark.parametrize("name", DEEDS)
def test_a_name_asks_for_nothing(name: str) -> None:
    assert refused(name) == refused(nfd(name)) == refused(name.upper()) == "DEED"


@pytest.mark.parametrize("name", SIGNS)
def test_only_vietnamese_letters_figures_and_plain_signs_are_printed(name: str) -> None:
    assert refused(name) == "LETTERS"


@pytest.mark.parametrize(
    ("name", "expected"), [("W" * 81, "TOO_LONG"), ("2/9", "NO_LETTERS"), ("–", "NO_LETTERS")]
)
def test_a_name_has_letters_and_fits(name: str, expected: str) -> None:
    assert refused(name) == expected
