"""What tests build: departments, staff, drafts, approved and published pages."""

import itertools
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtailmedia.models import get_media_model

from campaigns.approvals import freeze
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import (
    CampaignPage,
    ContentPage,
    DepartmentPage,
    EventPage,
    HomePage,
    Hotline,
    MaterialPage,
    NewsPage,
    OfficialDocumentPage,
    ScamWarningPage,
    SectionPage,
    SloganPage,
    StandardPage,
)
from campaigns.setup.layout import Texts, add_department
from cms.accounts.models import Organisation, RoleGroup, User
from cms.vietnamese import slugify
from cms.vocabulary.models import Topic

numbers = itertools.count(1)
TEXT = [{"type": "text", "value": "<p>Gọi 111 khi nghi ngờ.</p>"}]


def department(title: str = "") -> DepartmentPage:
    number = next(numbers)
    # A department with a title may be in the prepared database, made when numbers began anew.
    name = title or f"Đơn vị {number}"
    organisation = Organisation.objects.create(name=f"{name} (thử)", kind=Organisation.Kind.DEPARTMENT)
    return add_department(organisation, Texts(title=name, slug=slugify(name)))


def staff(role: str, page: Any, **fields: Any) -> User:
    """An account with one role in the department (or, for the administrator, on the site)."""
    number = next(numbers)
    user = User.objects.create_user(
        username=fields.pop("username", f"{role}-{number}"),
        email=f"{role}-{number}@example.vn",
        password="mat-khau-thu-nghiem",
        first_name="Thử",
        last_name="Người",
        **fields,
    )
    # By its row: no letter to the approvers about who is new among them.
    group = RoleGroup.objects.get(role=role, page=page).group
    User.groups.through.objects.create(user=user, group=group)
    return user


def section(parent: Any, kind: str) -> SectionPage:
    return SectionPage.objects.child_of(parent).get(kind=kind)


def image(**fields: Any) -> Any:
    buffer = BytesIO()
    Picture.new("RGB", (640, 480), "#0c4a8a").save(buffer, "PNG")
    fields.setdefault("description", "Nền xanh")
    name = f"anh-{next(numbers)}.png"
    return get_image_model().objects.create(
        title=fields.pop("title", name), file=ContentFile(buffer.getvalue(), name), **fields
    )


def document(content: bytes = b"%PDF-1.4 thu", name: str = "tep.pdf") -> Any:
    return get_document_model().objects.create(title=name, file=ContentFile(content, name))


def recording(type_: str = "audio", **fields: Any) -> Any:
    name = "loi.mp3" if type_ == "audio" else "phim.mp4"
    fields.setdefault("transcript", "Lời thoại.")
    return get_media_model().objects.create(
        title=name, type=type_, duration=10, file=ContentFile(b"0", name), **fields
    )


def hotline(**fields: Any) -> Hotline:
    fields = {
        "number": f"19{next(numbers):04}",
        "name": "Đường dây thử",
        "verified_on": timezone.localdate(),
        "verified_by": "Văn phòng Sở",
    } | fields
    return Hotline.objects.create(**fields)


def source_document() -> OfficialDocumentPage:
    """The document that every slogan quotes unless it states another: a draft, in the prepared database."""
    document = OfficialDocumentPage.objects.filter(slug="van-ban-nguon").first()
    return document or draft(
        OfficialDocumentPage, title="Văn bản nguồn", slug="van-ban-nguon", number="138/KH-BCĐ"
    )


def defaults(model: type[ContentPage]) -> dict[str, Any]:
    """What a page of this kind needs at least to be publishable."""
    number = next(numbers)
    common = {"title": f"Bài thử {number}", "date": date(2026, 7, 1), "summary": "Tóm tắt."}
    today = timezone.localdate()
    extra: dict[type[ContentPage], Any] = {
        SloganPage: lambda: {
            "text": f"Chung tay phòng, chống nạn mua bán người {number}",
            "source_document": source_document(),
        },
        MaterialPage: lambda: {"form": "tin-nhan", "text": "Goi 111"},
        ScamWarningPage: lambda: {
            "signs": "Hứa lương cao.",
            "tricks": "Giả danh công ty.",
            "actions": "Gọi 111.",
            "issuing_body": Organisation.objects.first(),
            "review_on": today + timedelta(days=90),
        },
        NewsPage: lambda: {"body": TEXT},
        OfficialDocumentPage: lambda: {
            "form": "ke-hoach",
            "number": f"{number}/KH-BCĐ",
            "issuer": "Ban Chỉ đạo 138 tỉnh",
            "subject": "Kế hoạch thử",
            "status": "con-hieu-luc",
        },
        EventPage: lambda: {
            "form": "mit-tinh",
            "starts_at": timezone.now() + timedelta(days=3),
            "place": "Nhà văn hóa",
        },
        CampaignPage: lambda: {
            "year": 2026,
            "start": date(2026, 1, 1),
            "end": date(2026, 12, 31),
            "peak_start": date(2026, 7, 1),
            "peak_end": date(2026, 9, 30),
        },
        StandardPage: lambda: {"body": TEXT},
    }
    return common | extra.get(model, dict)()


def draft(model: type[ContentPage], parent: Any = None, author: Any = None, **fields: Any) -> Any:
    """A page that was never live, with one revision by ``author``."""
    values = defaults(model) | fields
    if parent is None:
        home = HomePage.objects.get()
        sections = SectionPage.objects.child_of(home).filter(kind=model.search_kind)
        parent = sections.first() or home
    elif isinstance(parent, DepartmentPage) and model is not StandardPage:
        parent = section(parent, str(model.search_kind))
    topics = values.pop("topics", [Topic.objects.get(slug=Topic.objects.values_list("slug", flat=True)[0])])
    terms = {name: values.pop(name) for name in ("audiences", "regions", "channels") if name in values}
    page = model(live=False, **values)
    page.topics.set(topics)
    for name, chosen in terms.items():
        getattr(page, name).set(chosen)
    # Its references are read once, when the revision is.
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)
    page.save_revision(user=author)
    return model.objects.get(pk=page.pk)


def approve(page: Any, **signing: Any) -> ApprovalRecord:
    """Record an approval of the page's latest revision by two people of no role."""
    people = [User.objects.get_or_create(username=name)[0] for name in ("tham-dinh-san", "duyet-san")]
    return freeze.freeze(page.get_latest_revision(), people[0].pk, people[1], **signing)


def published(
    model: type[ContentPage], parent: Any = None, signing: dict[str, Any] | None = None, **fields: Any
) -> Any:
    """A live page, approved as it stands."""
    page = draft(model, parent, **fields)
    approve(page, **(signing or {}))
    page.get_latest_revision().publish()
    return model.objects.get(pk=page.pk)


def english_page(**fields: Any) -> StandardPage:
    """The English page that every site is laid out with, written and live."""
    page = StandardPage.objects.get(locale__language_code="en")
    for name, value in fields.items():
        setattr(page, name, value)
    page.topics.set(Topic.objects.all()[:1])
    page.save_revision()
    approve(page)
    page.get_latest_revision().publish()
    return StandardPage.objects.get(pk=page.pk)
