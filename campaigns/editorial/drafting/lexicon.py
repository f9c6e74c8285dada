"""Phrases of the subject whose near misses are reported as spelling mistakes.

Near misses of PAIRS differ in diacritics only: "nâng cáo" for "nâng cao". In the longer PHRASES one
syllable may also differ by one letter or by two swapped ones, since the other syllables identify it.

KNOWN are correct words with another correct word of the same letters (công tác and cộng tác, dân cư and
dân cử, liên quan and liên quân): nothing is corrected to them, but their syllables count as correct.
"""

_PAIRS = (
    "biên giới|biên phòng|biên tập|biểu diễn|biện pháp|buôn lậu|báo cáo|bình đẳng|bóc lột|bảo tàng|"
    "bảo vệ|bảo đảm|bắt buộc|bồi dưỡng|bộ đội|chuyên môn|chuyên mục|chuyên trang|chính quyền|"
    "chính sách|chính trị|chương trình|chấp hành|chế độ|chỉ thị|chỉ đạo|chủ tịch|chủ động|chức năng|"
    "công dân|cơ quan|cơ sở|cưỡng bức|cảnh báo|cảnh giác|cấp bách|du lịch|duy trì|dân tộc|gia đình|"
    "giám sát|giám đốc|giáo dục|giải cứu|giải pháp|giới thiệu|góp phần|hiệu lực|hiệu quả|hoạt động|"
    "hành chính|hình thức|hưởng ứng|hậu quả|học sinh|hỗ trợ|hội nghị|hội thảo|hội viên|hợp tác|"
    "hợp đồng|khai thác|khen thưởng|khách sạn|khẩu hiệu|khởi tố|kinh nghiệm|kinh phí|kinh tế|kiến thức|"
    "kiểm soát|kiểm tra|kế hoạch|kết hợp|kết luận|kết quả|kịp thời|kỹ năng|lao động|liên hệ|liên ngành|"
    "lãng phí|lãnh đạo|lồng ghép|lợi dụng|lừa đảo|lực lượng|mạng lưới|mục tiêu|mục đích|nghiêm minh|"
    "nghiệp vụ|nghệ thuật|nghị quyết|nghị định|nguy cơ|nguyên tắc|ngăn chặn|nhiệm vụ|nhà nghỉ|nhà nước|"
    "nhà trường|nhân dân|nhân rộng|nhận thức|nâng cao|năng lực|nước ngoài|nạn nhân|nội dung|phong trào|"
    "phong tục|pháp luật|pháp lý|phát hiện|phát huy|phát thanh|phát triển|phân công|phòng ngừa|"
    "phóng sự|phóng viên|phô trương|phù hợp|phương thức|phương tiện|phạm tội|phối hợp|phổ biến|phụ nữ|"
    "phức tạp|quan trọng|quy định|quy ước|quyết định|quyền lợi|quán triệt|quản lý|quảng cáo|quần chúng|"
    "quốc gia|quốc tế|rà soát|sinh hoạt|sinh viên|sáng tạo|sức mạnh|thanh niên|thanh thiếu|theo dõi|"
    "thiết chế|thiết thực|thiệt hại|thành viên|thông báo|thông tư|thông điệp|thường trực|thường xuyên|"
    "thẩm định|thế giới|thể dục|thể thao|thị trấn|thị xã|thời gian|thời lượng|thủ tướng|thủ đoạn|"
    "thực hiện|thực tế|tiếp nhận|tiếp tục|triển khai|triển lãm|trung ương|truy tố|truyền hình|"
    "truyền thanh|truyền thông|trách nhiệm|trường học|trấn áp|trẻ em|trọng điểm|trợ giúp|trực quan|"
    "trực thuộc|tuyên truyền|tuyển dụng|tài liệu|tình hình|tích cực|tăng cường|tư vấn|tấn công|"
    "tập huấn|tập trung|tệ nạn|tố giác|tổ chức|tổng hợp|tổng kết|tội phạm|vi phạm|viên chức|viễn thông|"
    "việc làm|văn hóa|vận động|vụ án|xuất cảnh|xác minh|xác định|xâm hại|xây dựng|xét xử|xử lý|yêu cầu|"
    "ý thức|đe dọa|điều tra|điển hình|đoàn thể|đoàn viên|đào tạo|đôn đốc|đăng ký|đăng tải|đường dây|"
    "đấu tranh|đề nghị|đề xuất|địa bàn|địa phương|định hướng|định kỳ|đối tượng|động viên|đời sống|"
    "ảnh hưởng|ủng hộ|ủy ban"
)
_PHRASES = (
    "ban chỉ đạo|báo cáo kết quả|bộ chính trị|bộ công an|bộ đội biên phòng|các đơn vị|cán bộ công chức|"
    "công an tỉnh|cộng tác viên|cổng thông tin|cơ quan chức năng|cơ sở giáo dục|cơ sở lưu trú|"
    "dân tộc thiểu số|đoàn thanh niên|đời sống văn hóa|đường dây nóng|gia đình văn hóa|"
    "giáo dục pháp luật|hệ thống chính trị|hệ thống truyền thanh|hội liên hiệp|hội đồng nhân dân|"
    "khu dân cư|không gian mạng|kinh doanh dịch vụ|liên hiệp phụ nữ|mạng xã hội|mặt trận tổ quốc|"
    "mua bán người|nạn nhân bị mua bán|nâng cao hiệu quả|nâng cao nhận thức|nâng cao ý thức|"
    "ngày thế giới|ngày toàn dân|người lao động|nguy cơ cao|phó chủ tịch|phó giám đốc|"
    "phổ biến giáo dục|phương thức thủ đoạn|phương tiện thông tin|quản lý nhà nước|"
    "quy định của pháp luật|sở văn hóa|tệ nạn xã hội|thông tin cơ sở|thông tin đại chúng|"
    "thông tin điện tử|thông tin và truyền thông|thể thao và du lịch|tổ chức thực hiện|tổ dân phố|"
    "tội phạm mua bán|tổng đài quốc gia|toàn dân đoàn kết|toàn xã hội|triển khai thực hiện|"
    "trợ giúp pháp lý|trung tâm văn hóa|tuyên truyền lưu động|tuyên truyền viên|ủy ban nhân dân|"
    "việc nhẹ lương cao|văn bản chỉ đạo|xuất cảnh trái phép|xuất nhập cảnh"
)
_KNOWN = (
    "an ninh|an toàn|bạo lực|bản dịch|cao điểm|chấp nhận|chất lượng|công bố|công nghệ|công tác|cơ bản|"
    "cơ chế|cơ hội|cổ động|cộng tác|cộng đồng|dung lượng|dân cư|hành vi|hạn chế|khu vực|kỳ thi|kỳ thị|"
    "liên quan|lưu động|lương cao|phạm vi|phổ thông|quan hệ|quan tâm|quan điểm|thành công|thành lập|"
    "thành phố|thành tích|thông tin|thư viện|thực thi|thực tiễn|tinh thần|trung tâm|truyền thống|"
    "truyện tranh|trường hợp|trật tự|trọng tâm|trở thành|tâm lý|tình trạng|tính mạng|vô số|văn nghệ|"
    "xuất bản|xã hội|điểm nóng|đại chúng|đế quốc|đề án|động cơ"
)
# Frequent words, which occur beside a syllable of a pair by chance ("có quan hệ" for "cơ quan").
_COMMON = (
    "bị|cho|con|các|cái|có|cùng|của|do|em|hai|hay|khi|khó|không|là|lên|lại|mà|mỗi|một|người|như|nhưng|"
    "nhỏ|những|này|nên|năm|qua|ra|rất|rồi|sau|sẽ|theo|thì|trong|trên|tại|tới|từ|tự|và|vào|vì|vẫn|về|"
    "với|vừa|đang|đi|đã|đó|được|đến|để|ở"
)
# Words that may be doubled on purpose, number words included: "năm năm", "một một một".
_REDUPLICATED = (
    "ai|anh|ba|băng|bảy|bốn|cao|chan|chang|chiều|chung|chuồn|chín|chôm|chằm|con|cong|cào|dần|em|giờ|"
    "gần|hai|hay|hiu|hàng|hây|hơi|hằm|hồng|không|khăng|khư|kiếp|kìn|luôn|lâu|lăm|lạ|lớp|muôn|mãi|mươi|"
    "mười|mốt|một|mới|nghìn|ngành|ngày|người|nhà|nhẹ|nhỏ|nâu|năm|nơi|oang|phăng|quanh|quen|rưng|rầm|"
    "rần|rề|song|sáng|sáu|sương|thanh|thao|tháng|thường|thầm|thẳng|triệu|tròn|trùng|trăm|trắng|tuần|tà|"
    "tám|tư|tưng|tầng|tối|từ|tỷ|vo|vui|vàng|vù|vừa|xa|xanh|xinh|xăm|y|ào|ù|đen|điệp|đo|đoàn|đâu|đêm|"
    "đùng|đăm|đều|đỏ|đời|ầm"
)

PAIRS = tuple(_PAIRS.split("|"))
PHRASES = tuple(_PHRASES.split("|"))
KNOWN = tuple(_KNOWN.split("|"))
COMMON = frozenset(_COMMON.split("|"))
REDUPLICATED = frozenset(_REDUPLICATED.split("|"))
# Incomplete phrases, with the words that must follow.
UNFINISHED = {
    "thông tin điện": ("tử", "thoại"),
    "thông tin đại": ("chúng",),
    "mặt trận tổ": ("quốc",),
    "ủy ban nhân": ("dân",),
    "hội đồng nhân": ("dân",),
    "liên hiệp phụ": ("nữ",),
    "thể thao và du": ("lịch", "khách"),
    "thông tin và truyền": ("thông",),
    "tổng đài quốc": ("gia",),
    "việc nhẹ lương": ("cao",),
}
