"""Taking an item of another Chung Tay site over: what was fetched and verified is made a draft of ours.

The draft goes through this site's own workflow like any other. Words come as plain text or as HTML
that is cleaned to what a rich text of ours can hold; pictures must have the hash that was announced.
"""

import re
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page
from wagtail.rich_text import RichText

from campaigns.approvals import codes
from campaigns.approvals.status import State
from campaigns.models import ContentPage, OfficialDocumentPage, SectionPage, SloganPage, StoryPage
from campaigns.models.structure import content_model
from campaigns.portal import markup
from campaigns.portal.client import SafeClient
from campaigns.portal.errors import RefusedError
from campaigns.portal.fetching import Fetched, fetch, fetch_pictures
from campaigns.portal.items import FIELDS
from campaigns.portal.models import PortalConnection, TakenItem
from campaigns.portal.permissions import scope_of
from cms.vietnamese import nfc
from cms.vocabulary.models import Audience, Channel, Region, Topic
from media.models import CustomImage

FIGURE = re.compile(r"<figure>.*?</figure>", re.DOTALL)
SOURCE = re.compile(r'<img[^>]*\bsrc="([^"]+)"')
VOCABULARIES: dict[str, tuple[str, type[Any]]] = {
    "audience": ("audiences", Audience),
    "region": ("regions", Region),
    "topic": ("topics", Topic),
    "channel": ("channels", Channel),
}


def take_over(taken: TakenItem, user: Any, client: SafeClient | None = None) -> Page:
    """The draft made from the item, in the receiving department. Raises ``PortalError``."""
    client = client or SafeClient()
    item = fetch(taken.connection, taken.newer_code or taken.code, client)
    try:
        model = content_model(item.kind)
    except KeyError as error:
        raise RefusedError(_("Trang này không có loại nội dung đó.")) from error
    pictures = fetch_pictures(item, client)
    with transaction.atomic():
        # Whoever presses at the same moment waits here, and then sees that it was done.
        now = TakenItem.objects.select_for_update().get(pk=taken.pk)
        if now.state == TakenItem.State.TAKEN and now.code == item.code:
            raise RefusedError(_("Bài này vừa được tiếp nhận."))
        held = _held(now, model)
        parent = _parent(taken.connection, model)
        page = _filled(held or model(live=False), item, _stored(pictures, taken.connection, user))
        same = page.exact_text.split() == item.text.split()
        if isinstance(page, StoryPage):
            page.body.append(("text", RichText(f"<p>{_mark(item)}</p>")))
        if held is None:
            page.owner = user
            parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True)
        taken.page, taken.code, taken.newer_code = page, item.code, ""
        taken.state, taken.source_state = TakenItem.State.TAKEN, str(State.IN_FORCE)
        taken.title, taken.kind = page.title[:255], str(model.search_kind)
        taken.content_hash, taken.agency = item.content_hash, item.agency
        taken.told_at = taken.looked_at = timezone.now()
        taken.note = "" if same else _("Bản nháp khác nguyên văn: đối chiếu với bài nguồn trước khi trình.")
        taken.save()
    return page


def _parent(connection: PortalConnection, model: type[ContentPage]) -> Page:
    place = scope_of(connection)
    section = SectionPage.objects.child_of(place).filter(kind=str(model.search_kind)).first()
    if section is None and "campaigns.SectionPage" in model.parent_page_types:
        raise RefusedError(_("Đơn vị chưa có chuyên mục cho loại nội dung này."))
    return section or place


def _held(taken: TakenItem, model: type[ContentPage]) -> ContentPage | None:
    """Our page of an earlier version, which the new one becomes a draft of; it stays live meanwhile."""
    page = model.objects.filter(pk=taken.page_id).first() if taken.page_id else None
    if page is not None and page.current_workflow_state:
        raise RefusedError(_("Bài này đang được trình duyệt. Chờ xong hoặc trả lại rồi lấy bản mới."))
    return page.get_latest_revision_as_object() if page is not None else None


def _filled(page: ContentPage, item: Fetched, images: dict[str, CustomImage]) -> ContentPage:
    """The page in memory, with its terms: of what came only the fields that go out from here too."""
    own = {name: value for name, value in item.fields.items() if name in FIELDS}
    values = {**own, "title": item.title, "summary": item.summary, "date": item.date}
    for name, value in values.items():
        _set(page, name, value)
    if isinstance(page, StoryPage):
        page.body = _blocks(item.story, images)
        if item.lead in images and hasattr(page, "picture"):
            page.picture = images[item.lead]
    if isinstance(page, SloganPage):
        page.source_document = _source_document(item.fields)
        page.source_note = markup.words(_mark(item))[:120]
    for name, (field, terms) in VOCABULARIES.items():
        getattr(page, field).set(terms.objects.filter(slug__in=item.terms.get(name, [])))
    return page


def _set(page: ContentPage, name: str, value: Any) -> None:
    """Set a plain field if it has one of that name and the value fits; else leave it for the editor."""
    try:
        field = page._meta.get_field(name)
        if not isinstance(
            field, models.CharField | models.TextField | models.DateField | models.IntegerField
        ):
            return
        clean = field.clean(nfc(value) if isinstance(value, str) else value, page)
    except (ValidationError, TypeError, ValueError, AttributeError, FieldDoesNotExist):
        return
    setattr(page, name, clean)


def _mark(item: Fetched) -> str:
    """ "Tiếp nhận từ …" with a link to the source, as HTML."""
    agency = escape(item.agency or _("trang khác"))
    is_address = item.url.startswith(("http://", "https://"))
    name = f'<a href="{escape(item.url)}">{agency}</a>' if is_address else agency
    return _("Tiếp nhận từ %(agency)s, mã duyệt %(code)s.") % {
        "agency": name,
        "code": codes.shown(item.code),
    }


def _source_document(said: dict[str, Any]) -> OfficialDocumentPage:
    number = str(said.get("source_number", ""))
    document = OfficialDocumentPage.objects.live().filter(number=number).first() if number else None
    if document is None:
        raise RefusedError(
            _("Khẩu hiệu cần văn bản nguồn %(number)s. Đăng văn bản đó trên trang này rồi tiếp nhận lại.")
            % {"number": number}
        )
    return document


def _blocks(story: str, images: dict[str, CustomImage]) -> list[tuple[str, Any]]:
    """The story as blocks: texts, and pictures where they stood."""
    blocks: list[tuple[str, Any]] = []
    end = 0
    for figure in FIGURE.finditer(story):
        blocks += _text(story[end : figure.start()])
        source = SOURCE.search(figure.group())
        image = images.get(source.group(1).replace("&amp;", "&")) if source else None
        if image is not None:
            value = {"image": image, "caption": markup.words(figure.group())[:200]}
            blocks.append(("picture", value))
        end = figure.end()
    return blocks + _text(story[end:])


def _text(html: str) -> list[tuple[str, Any]]:
    cleaned = nfc(markup.rich_text(html))
    return [("text", cleaned)] if markup.words(cleaned) else []


def _stored(
    pictures: list[tuple[dict[str, str], bytes]], connection: PortalConnection, user: Any
) -> dict[str, CustomImage]:
    """The pictures in the department's library, by their address at the source."""
    department = connection.department
    name = department.organisation.name if department else ""
    collection = Collection.objects.filter(name=name).first() or Collection.get_first_root_node()
    stored = {}
    for row, data in pictures:
        alt = markup.words(row["alt"])[:255]
        stored[row["url"]] = CustomImage.objects.create(
            title=(markup.words(row["caption"]) or alt or row["sha256"][:12])[:255],
            file=ContentFile(data, f"tiep-nhan-{row['sha256'][:16]}.jpg"),
            description=alt,
            is_decorative=not alt,
            credit=connection.name[:200],
            collection=collection,
            uploaded_by_user=user,
        )
    return stored
