"""A small whole site: one page of each kind, every block, published through approval."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page, Site

from campaigns.models import (
    Alert,
    CampaignPage,
    EventPage,
    Hotline,
    HotlinePage,
    MaterialFile,
    MaterialPage,
    NewsPage,
    OfficialDocumentPage,
    ScamWarningPage,
    SectionPage,
    SloganPage,
    StandardPage,
    Theme,
)
from campaigns.setup.layout import Texts, add_department, set_up_site
from cms.accounts.models import Organisation, User
from cms.models import SiteSettings
from cms.vocabulary.models import Audience, Channel, Region
from media.models import CustomDocument
from tests import factories

SCRIPT = '</script><script>alert("x")</script>'
SLOGANS = (
    "Hãy hành động để ngăn chặn mua bán người",
    "Phòng, chống mua bán người là trách nhiệm của toàn xã hội",
    "Chung tay xây dựng cộng đồng an toàn, không có mua bán người",
    "Gọi 111 khi nghi ngờ có người bị lừa bán",
)
WARNINGS = (
    ("Rủ đi làm qua mạng, lương cao, không cần bằng cấp", "Hứa lo hết giấy tờ, giục đi gấp, giữ hộ chiếu."),
    ("Kết bạn trên mạng rồi rủ sang biên giới chơi", "Kẻ xấu làm quen nhiều tháng mới rủ đi."),
    ("Môi giới kết hôn với người nước ngoài thu tiền trước", "Chỉ làm việc với trung tâm được cấp phép."),
)
NEWS = (
    ("Xe loa lưu động đến mười xã biên giới trong tuần đầu cao điểm", "tin"),
    ("Tập huấn cộng tác viên cơ sở về kỹ năng nhận biết nạn nhân", "bai"),
    (f"Thư viện tỉnh trưng bày tài liệu {SCRIPT}", "tin"),
)


def publish(page: Any) -> Any:
    """Approve the latest revision by two named people and publish it."""
    people = {"tham-dinh-san": ("Trần", "Thu Hà", ""), "duyet-san": ("Nguyễn", "Văn Minh", "Phó Giám đốc Sở")}
    for username, (family, given, post) in people.items():
        User.objects.update_or_create(
            username=username, defaults={"last_name": family, "first_name": given, "post": post}
        )
    factories.approve(page)
    page.get_latest_revision().publish()
    return type(page).objects.get(pk=page.pk)


def add(model: Any, parent: Page, **fields: Any) -> Any:
    return publish(factories.draft(model, parent, **fields))


def paper() -> CustomDocument:
    file = ContentFile(b"%PDF-1.4\n" + b"0" * 1_258_291, "ke-hoach.pdf")
    return CustomDocument.objects.create(title="Toàn văn kế hoạch", file=file)


def picture(title: str) -> Any:
    return factories.image(
        title=title, description="Nền xanh: áp phích gọi 111", credit="Trung tâm Văn hóa tỉnh"
    )


def story(slogan: Page, plan: Page, hotline: Hotline) -> str:
    """A body with every block."""
    shown = {"image": picture("Ảnh").pk, "alt_text": "Bảng tin của xã", "decorative": False}
    blocks = [
        ("text", "<h2>Việc cần làm</h2><p>Mỗi xã chọn <b>một đầu mối</b>.</p><ul><li>Loa xã</li></ul>"),
        ("picture", {"image": shown, "caption": "Bảng tin công cộng"}),
        ("quote", {"text": "Kịp thời tố giác, tin báo tội phạm mua bán người.", "source": "Kế hoạch 675"}),
        ("slogan", slogan.pk),
        ("warning", {"title": "Dừng lại", "text": "Không giao giấy tờ tùy thân cho người lạ."}),
        ("steps", {"title": "Phải làm gì", "steps": ["Dừng liên lạc.", "Gọi 111."]}),
        ("hotline", hotline.pk),
        ("official_document", plan.pk),
        ("file", {"document": paper().pk, "label": "Kế hoạch, bản đầy đủ"}),
        ("audio", factories.recording("audio").pk),
        ("video", factories.recording("video").pk),
        ("question", {"question": "Gọi 111 có mất tiền không?", "answer": "<p>Không mất tiền.</p>"}),
    ]
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def build_site() -> SimpleNamespace:
    """The pages of a site by short names."""
    s = SimpleNamespace(today=timezone.localdate())
    s.workers = Audience.objects.get(slug="nguoi-di-lam-viec-o-nuoc-ngoai")
    s.young = Audience.objects.get(slug="thanh-nien")
    s.province, s.commune = Region.objects.get(slug="20"), Region.objects.get(slug="06184")
    s.home = set_up_site(Texts("Chung tay phòng, chống mua bán người", "trang-chu"))
    s.agency = Organisation.objects.create(name="Sở Văn hóa, Thể thao và Du lịch Lạng Sơn", kind="so")
    s.department = add_department(s.agency, Texts(s.agency.name, "lang-son"))
    s.sections = {section.kind: section for section in SectionPage.objects.child_of(s.home)}
    s.section = s.sections["tin-tuc"]
    s.hotline = factories.hotline(
        number="111",
        name="Tổng đài phòng, chống mua bán người",
        hours="24/7",
        cost="miễn phí",
        is_primary=True,
    )
    factories.hotline(number="113", name="Công an", sort_order=1)
    _documents_and_campaign(s)
    _slogans_and_warnings(s)
    _news_and_materials(s)
    _pages_and_settings(s)
    return s


def _documents_and_campaign(s: SimpleNamespace) -> None:
    s.law = add(
        OfficialDocumentPage,
        s.sections["van-ban"],
        title="Luật Phòng, chống mua bán người",
        form="luat",
        number="53/2024/QH15",
        issuer="Quốc hội",
    )
    s.document = factories.draft(
        OfficialDocumentPage,
        s.department,
        title="Kế hoạch tổ chức Ngày Toàn dân phòng, chống mua bán người 30/7 năm 2026",
        number="675/KH-BCĐ",
        date=datetime(2026, 6, 18).date(),
        signer="Trưởng ban",
        capacity="TM. Ban Chỉ đạo",
        recipients="- Ban Chỉ đạo 138 Chính phủ;\n- UBND các xã, phường;",
        doubts="Bản gốc ghi hai ngày ban hành khác nhau.",
        file=paper(),
        regions=[s.province],
    )
    s.document.parents = [s.law]
    s.document.save_revision()
    s.document = publish(s.document)
    theme = Theme.objects.create(
        year=2026,
        text="Toàn dân tích cực tham gia phòng ngừa, phát hiện, tố giác tội phạm mua bán người",
        english="Human trafficking is organised crime – end the exploitation",
        source="Kế hoạch 675/KH-BCĐ của Ban Chỉ đạo 138 tỉnh",
        source_document=s.document,
    )
    s.campaign = factories.draft(
        CampaignPage,
        s.department,
        title="Chiến dịch 30/7 năm 2026",
        theme=theme,
        start=s.today - timedelta(days=40),
        end=s.today + timedelta(days=60),
        peak_start=s.today - timedelta(days=20),
        peak_end=s.today + timedelta(days=40),
        report_due=s.today + timedelta(days=42),
        regions=[s.province],
    )
    s.campaign.base_documents = [s.law, s.document]
    s.campaign.organisations = [s.agency]
    s.campaign.save_revision()
    s.campaign = publish(s.campaign)


def _slogans_and_warnings(s: SimpleNamespace) -> None:
    slogans = [
        add(
            SloganPage,
            s.sections["khau-hieu"],
            title=text,
            text=text,
            source_document=s.document,
            source_note="Mục III, trang 4",
            valid_until=s.today + timedelta(days=38),
            campaign=s.campaign,
            audiences=[s.workers, s.young],
        )
        for text in SLOGANS
    ]
    s.slogan = slogans[0]
    s.warning, _second, s.overdue = (
        add(
            ScamWarningPage,
            s.department,
            title=title,
            summary=summary,
            date=s.today - timedelta(days=10 * index + 3),
            review_on=s.today + timedelta(days=90 - 100 * (index == 2)),
            issuing_body=s.agency,
            signs="Hứa lương cao, không cần bằng cấp.\nGiục đi gấp, không cho hỏi gia đình.",
            tricks="Làm quen qua mạng, cho vay tiền đi đường.\nĐưa qua đường mòn.",
            actions="Dừng liên lạc, giữ lại tin nhắn.\nNói với người thân.\nGọi 111, báo công an xã.",
            campaign=s.campaign,
            audiences=[s.workers],
            regions=[s.commune] if index else [],
        )
        for index, (title, summary) in enumerate(WARNINGS)
    )


def _news_and_materials(s: SimpleNamespace) -> None:
    s.story = story(s.slogan, s.document, s.hotline)
    s.news, s.second, s.hostile = (
        add(
            NewsPage,
            s.department,
            title=title,
            form=form,
            date=s.today - timedelta(days=2 * index + 1),
            byline="Phòng Văn hóa - Xã hội xã Đồng Đăng",
            campaign=s.campaign,
            audiences=[s.young],
            regions=[s.commune],
            **({} if index else {"picture": picture("Xe loa"), "body": s.story}),
        )
        for index, (title, form) in enumerate(NEWS)
    )
    s.correction = add(
        NewsPage, s.department, title="Đính chính số xã", form="dinh-chinh", corrects=s.news, date=s.today
    )
    s.material = factories.draft(
        MaterialPage,
        s.department,
        title="Áp phích: ba dấu hiệu phải dừng lại",
        form="ap-phich",
        text="",
        picture=picture("Áp phích"),
        hotline=s.hotline,
        campaign=s.campaign,
        channels=[Channel.objects.get(slug="bang-tin-cong-cong")],
    )
    s.material.files = [MaterialFile(document=paper(), label="Khổ A3, in một mặt")]
    s.material.save_revision()
    s.material = publish(s.material)
    s.script = add(
        MaterialPage,
        s.department,
        title="Bài phát thanh 60 giây",
        form="am-thanh",
        text="Bà con chú ý!\nNghi ngờ thì gọi 111.",
        recording=factories.recording("audio"),
    )
    start = timezone.localtime().replace(hour=8, minute=0) + timedelta(days=5)
    s.event = add(
        EventPage,
        s.department,
        title="Mít tinh hưởng ứng Ngày Toàn dân phòng, chống mua bán người",
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place="Quảng trường Hùng Vương",
        organiser=s.agency,
        campaign=s.campaign,
        regions=[s.province],
    )


def _pages_and_settings(s: SimpleNamespace) -> None:
    s.hotlines = add(HotlinePage, s.home, title="Đường dây nóng", summary="Số gọi được ngay, đã kiểm tra.")
    s.page = add(StandardPage, s.home, title="Việc này có phải lừa đảo không?", body=s.story)
    s.child = add(StandardPage, s.page, title="Sáu câu hỏi trước khi đi")
    s.english = factories.english_page(
        title="About this site",
        summary="Who we are, what we do and how to reach us.",
        body=json.dumps([{"type": "text", "value": "<p>Call 111, free of charge.</p>"}]),
    )
    s.home.slogan, s.home.self_check = s.slogan, s.page
    s.home.intro = "Trang chung của các đơn vị phòng, chống mua bán người trong tỉnh."
    s.home.save()
    s.settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    s.settings.governing_body, s.settings.responsible = "UBND tỉnh", "Văn phòng Sở"
    s.settings.address, s.settings.phone = "Số 1, đường 17 tháng 10", "0205 000 000"
    s.settings.email, s.settings.english_page = "vanphong@example.gov.vn", s.english
    order = ("canh-bao", "khau-hieu", "tai-lieu", "tin-tuc", "van-ban")
    menu = [(s.home, "Trang chủ"), *((s.sections[kind], "") for kind in order)]
    s.settings.menu = json.dumps(
        [{"type": "link", "value": {"page": page.pk, "label": label}} for page, label in menu]
    )
    s.settings.save()
    Alert.objects.create(
        text="Giả danh công ty tuyển “việc nhẹ lương cao” ở nước ngoài: không đưa giấy tờ cho người lạ.",
        page=s.warning,
        ends_at=timezone.now() + timedelta(days=3),
    )
