"""What a neighbouring department has that nobody else may see, all of it under the same few numbers.

With one number for objects of every kind, each address with a number in it meets the foreign object that it
takes, whatever its kind.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, PageViewRestriction, Revision, TaskState, WorkflowState

from campaigns.editorial.models import OutdatedPhrase
from campaigns.kits.models import KitOrder
from campaigns.models import Alert, HomePage, MaterialPage, NewsPage
from campaigns.portal.models import Delivery, ImportedItem, PortalConnection
from campaigns.reuse.models import How, Reuse
from campaigns.reuse.withdrawal_requests import request_withdrawal
from cms.accounts.models import Role, RoleGroup
from cms.vocabulary.models import Audience, Channel, Region, Topic
from search.models import Promotion
from tests import factories
from tests.campaigns.workflow import record_of, submit

# Stands in every title and text of the neighbour that is not public; SEEK stands beside it, to search for.
WORD, SEEK = "zukmat", "bituong"
# Names of accounts and connections, which the administrator works with.
ADMINISTERED = "vukmat"
# Where the neighbour used a text: seen by the roles that follow up the uses of all.
USED = "xukmat"
TITLE = f"Bài {WORD} {SEEK} 18001567"
# The draft under review and most other objects; a live page with a newer draft; a page behind a password.
# Apart, so that no key that the database gives next is one of them.
FOREIGN, LIVE, PRIVATE = 700001, 710001, 720001
NUMBERS = (FOREIGN, LIVE, PRIVATE)


@dataclass
class Neighbour:
    """The values that addresses take: codes, paths of files and pages of the neighbour."""

    codes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    document: str = ""
    collection: Collection | None = None


def renumber(one: Model, number: int = FOREIGN) -> None:
    """Give a row another key, also where other rows refer to it."""
    model, old = type(one), one.pk
    model._base_manager.filter(pk=old).update(**{model._meta.pk.attname: number})
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: old})
            rows.update(**{relation.field.attname: number})
    one.pk = number


def neighbour() -> Neighbour:
    """Make the department with everything it has."""
    department = factories.department("Sở láng giềng")
    collection = Collection.objects.get(name=department.organisation.name)
    for term in (Topic, Audience, Channel, Region):
        renumber(term.objects.first())
    renumber(collection)
    renumber(department.organisation)
    renumber(RoleGroup.objects.get(role=Role.EDITOR, page=department).group)
    editor = factories.staff(Role.EDITOR, department, id=FOREIGN, username=f"bien-tap-{ADMINISTERED}")
    for role in (Role.APPRAISER, Role.APPROVER):
        factories.staff(role, department, username=f"{role}-{ADMINISTERED}")
    editor.last_name = ADMINISTERED
    editor.save()
    found = Neighbour(collection=Collection.objects.get(pk=FOREIGN))
    _files(found)
    _pages(found, department, editor)
    _records(department, editor)
    return found


def _files(found: Neighbour) -> None:
    image = factories.image(id=FOREIGN, title=TITLE, description=TITLE, collection=found.collection)
    recording = factories.recording(id=FOREIGN, transcript=TITLE, collection=found.collection)
    recording.title = TITLE
    recording.save()
    document = get_document_model().objects.create(
        id=FOREIGN,
        title=TITLE,
        file=ContentFile(TITLE.encode(), "tep.txt"),
        collection=found.collection,
    )
    found.document = document.filename
    found.files = [image.get_rendition("max-165x165").file.name, recording.file.name]
    for name in found.files:
        Path(default_storage.path(name)).write_text(WORD)


def next_page_is(number: int) -> None:
    """Have the database give this key to the next page; one that has a key counts as stored."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = %s WHERE name = 'wagtailcore_page'", [number - 1]
            )
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), %s)", [number - 1]
            )


def _pages(found: Neighbour, department: Any, editor: Any) -> None:
    home = HomePage.objects.get()
    next_page_is(FOREIGN)
    draft = factories.draft(
        NewsPage,
        department,
        author=editor,
        owner=editor,
        slug="bai-nhap",
        title=TITLE,
        summary=f"{TITLE}, gọi 18001567.",
        picture=factories.get_image_model().objects.get(pk=FOREIGN),
        topics=[Topic.objects.get(pk=FOREIGN)],
        audiences=[Audience.objects.get(pk=FOREIGN)],
        channels=[Channel.objects.get(pk=FOREIGN)],
        regions=[Region.objects.get(pk=FOREIGN)],
    )
    submit(draft, editor)
    renumber(Revision.objects.get(object_id=str(FOREIGN)))
    renumber(WorkflowState.objects.get(object_id=str(FOREIGN)))
    renumber(TaskState.objects.get(workflow_state_id=FOREIGN))
    next_page_is(LIVE)
    live = factories.published(MaterialPage, department, title="Lời đã công bố")
    request_withdrawal(live, editor, f"Đề nghị {WORD}")
    live.title, live.text = TITLE, TITLE
    live.save_revision(user=editor)
    next_page_is(PRIVATE)
    private = factories.published(NewsPage, department, slug="bai-kin", title=TITLE)
    PageViewRestriction.objects.create(
        id=FOREIGN, page=private, restriction_type=PageViewRestriction.PASSWORD, password="mat-khau"
    )
    waiting = factories.draft(MaterialPage, department, slug="bai-cho", title=TITLE, text=TITLE)
    found.codes = [factories.approve(waiting).code, live.code, private.code]
    found.paths = [page.get_url_parts()[2].strip("/") + "/" for page in (draft, live, private, waiting)]
    Reuse.objects.create(
        id=FOREIGN,
        approval=record_of(live),
        organisation=department.organisation,
        how=How.POST,
        where=USED,
    )
    Redirect.objects.create(id=FOREIGN, old_path="/cu", redirect_page=draft)
    Promotion.objects.create(id=FOREIGN, queries="mua bán", page=live)
    EditingSession.objects.create(id=FOREIGN, user=editor, content_object=draft, last_seen_at=timezone.now())
    assert home.get_descendants().filter(pk__in=NUMBERS).count() == len(NUMBERS)


def _records(department: Any, editor: Any) -> None:
    now = timezone.now()
    later = {"starts_at": now + timedelta(days=2), "ends_at": now + timedelta(days=3)}
    Alert.objects.create(id=FOREIGN, department=department, text=TITLE, **later)
    OutdatedPhrase.objects.create(id=FOREIGN, phrase="18001567", replacement="111")
    KitOrder.objects.create(id=FOREIGN, key="k" * 64, unit=TITLE, requested_by=editor)
    connection = PortalConnection.objects.create(
        id=FOREIGN,
        organisation=department.organisation,
        department=department,
        name=ADMINISTERED,
        kind=PortalConnection.Kind.SITE,
        address="https://lang-gieng.example",
    )
    ImportedItem.objects.create(
        id=FOREIGN,
        connection=connection,
        uid="0f3c1c36-1111-4111-8111-000000000001",
        code="A" * 10,
        title=ADMINISTERED,
    )
    Delivery.objects.create(id=FOREIGN, target=connection.target, key=str(LIVE), title=ADMINISTERED)
