"""Makes a site of many pages out of a small one: copies of its live pages, written as rows.

Copies have the words of their originals, terms, days, approvals and log entries of their own, and
stand in the index of search. Neither the workflow nor the signals of Wagtail run.
"""

import dataclasses
import datetime as dt
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model, Q
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import CampaignPage, NewsPage, SectionPage, SloganPage
from cms.surroundings import mark_changed
from cms.vocabulary.models import PageAudience, PageChannel, PageRegion, PageTopic
from search import connection as engines
from search.builder import page_key, public_items
from search.items import SearchItem
from search.sync import rebuild

BATCH = 2_000
# One commit of the index for so many pages.
INDEXED_AT_ONCE = 20_000
# Half of the pages are news, as on a site of many years.
NEWS_OF = 2
# Pages of a section that are copied.
ORIGINALS = 20
# One page of so many belongs to the campaign of its original.
IN_CAMPAIGNS = 100
FIRST_DAY = dt.date(2014, 1, 1)
DAYS = (dt.date(2026, 7, 1) - FIRST_DAY).days
# Most pages concern the communes of a few provinces, the others provinces.
PROVINCES = ("04", "31")
Row = Mapping[str, Any]


def copy_rows(model: type[Model], rows: Sequence[tuple[Any, Row]]) -> None:
    """Insert copies of rows of the model's own table, from pairs (key of the original, changed columns)."""
    meta, quote = model._meta, connection.ops.quote_name
    changed = list(rows[0][1])
    others = [field.column for field in meta.local_concrete_fields if field.column not in changed]
    if meta.pk is not None and meta.pk.column in others:
        others.remove(meta.pk.column)
    names = ", ".join(quote(name) for name in (*changed, *others))
    values = ", ".join(["%s"] * len(changed) + [quote(name) for name in others])
    table, key = quote(meta.db_table), quote(meta.pk.column if meta.pk else "id")
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {key} = %s",
            [(*row.values(), original) for original, row in rows],
        )


def _prepared(model: type[Model], values: Row) -> dict[str, Any]:
    """The values as the columns of this database hold them."""
    prepared = {}
    for name, value in values.items():
        field = next(field for field in model._meta.local_concrete_fields if field.column == name)
        prepared[name] = field.get_db_prep_save(value, connection)
    return prepared


@dataclasses.dataclass
class Copy:
    """One new page."""

    original: Any
    pk: int
    path: str
    section: SectionPage
    day: dt.date
    code: str
    terms: dict[type[Model], list[Any]]

    @property
    def slug(self) -> str:
        return f"{self.original.slug[:200]}-{self.pk}"

    @property
    def title(self) -> str:
        return f"{self.original.title[:230]} ({self.pk})"

    @property
    def moment(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.day, dt.time(9, self.pk % 60, self.pk % 59)))


def _originals() -> list[tuple[SectionPage, list[Any]]]:
    """The sections with the pages to be copied into them."""
    found = []
    for section in SectionPage.objects.order_by("path"):
        model = section.content_model
        if model is CampaignPage:
            continue
        # The first are those of the demo, not copies.
        pages = list(model.objects.live().child_of(section).order_by("path")[:ORIGINALS])
        if pages:
            found.append((section, pages))
    return found


def _copies(count: int) -> Iterator[Copy]:
    chance = random.Random(count)
    places = _originals()
    news = [place for place in places if place[0].content_model is NewsPage]
    terms = {
        through: list(through.tag_model().objects.all()) for through in (PageAudience, PageTopic, PageChannel)
    }
    regions = PageRegion.tag_model().objects.current()
    near = regions.filter(Q(slug__in=PROVINCES) | Q(parent__slug__in=PROVINCES)).select_related("parent")
    terms[PageRegion] = [*near, *regions.filter(parent=None)]
    following = Page.objects.aggregate(last=Max("pk"))["last"] + 1
    steps = {section.pk: Page.objects.child_of(section).count() for section, _pages in places}
    for number in range(count):
        section, pages = chance.choice(news if number % NEWS_OF == 0 else places)
        original = chance.choice(pages)
        steps[section.pk] += 1
        yield Copy(
            original,
            following + number,
            Page._get_path(section.path, section.depth + 1, steps[section.pk]),
            section,
            FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS)),
            codes.new_code() if original.code else "",
            {through: chance.sample(found, chance.randrange(1, 3)) for through, found in terms.items()},
        )


def _write(copies: Sequence[Copy], sequence: int) -> None:
    last = Revision.objects.aggregate(last=Max("pk"))["last"] + 1
    revisions = {copy.pk: last + at for at, copy in enumerate(copies)}
    rows = [(copy.original.latest_revision_id, _revision_row(copy, revisions[copy.pk])) for copy in copies]
    copy_rows(Revision, rows)
    copy_rows(Page, [(copy.original.pk, _page_row(copy, revisions[copy.pk])) for copy in copies])
    for model in {type(copy.original) for copy in copies}:
        group = [copy for copy in copies if type(copy.original) is model]
        names = {field.column for field in model._meta.local_concrete_fields}
        copy_rows(model, [(copy.original.pk, _own_row(model, names, copy)) for copy in group])
    for through in (PageAudience, PageTopic, PageChannel, PageRegion):
        through.objects.bulk_create(
            through(content_object_id=copy.pk, tag=tag) for copy in copies for tag in copy.terms[through]
        )
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=copy.pk,
            content_type_id=copy.original.content_type_id,
            label=copy.title,
            action="wagtail.publish",
            timestamp=copy.moment,
        )
        for copy in copies
    )
    _write_approvals([copy for copy in copies if copy.code], sequence)


def _revision_row(copy: Copy, pk: int) -> dict[str, Any]:
    values = {"id": pk, "object_id": str(copy.pk), "content": {}, "object_str": copy.title}
    return _prepared(Revision, values | {"created_at": copy.moment})


def _page_row(copy: Copy, revision: int) -> dict[str, Any]:
    values = {
        "id": copy.pk,
        "path": copy.path,
        "numchild": 0,
        "title": copy.title,
        "draft_title": copy.title,
        "slug": copy.slug,
        "url_path": f"{copy.section.url_path}{copy.slug}/",
        "translation_key": uuid.uuid4(),
        "first_published_at": copy.moment,
        "last_published_at": copy.moment,
        "latest_revision_created_at": copy.moment,
        "latest_revision_id": revision,
        "live_revision_id": revision,
    }
    return _prepared(Page, values)


def _own_row(model: type[Model], names: set[str], copy: Copy) -> dict[str, Any]:
    values = {"page_ptr_id": copy.pk, "date": copy.day, "code": copy.code}
    # Texts differ, and a campaign has some hundred items.
    if model is SloganPage:
        values["text"] = f"{copy.original.text} ({copy.pk})"
    campaign = getattr(copy.original, "campaign_id", None)
    values["campaign_id"] = None if copy.pk % IN_CAMPAIGNS else campaign
    return _prepared(model, {name: value for name, value in values.items() if name in names})


def _write_approvals(copies: Sequence[Copy], sequence: int) -> None:
    records = dict(ApprovalRecord.objects.order_by("sequence").values_list("page_id", "pk"))
    rows = []
    for number, copy in enumerate(copies):
        values = {
            "page_id": copy.pk,
            "code": copy.code,
            "version": 1,
            "sequence": sequence + number,
            "record_hash": uuid.uuid4().hex,
            "approved_at": copy.moment,
        }
        rows.append((records[copy.original.pk], _prepared(ApprovalRecord, values)))
    if rows:
        copy_rows(ApprovalRecord, rows)


def _indexed(copies: Sequence[Copy], items: Mapping[str, SearchItem]) -> Iterator[SearchItem]:
    for copy in copies:
        item = items.get(page_key(copy.original.pk))
        if item is None:
            continue
        regions = copy.terms[PageRegion]
        parents = [region.parent.slug for region in regions if region.parent]
        outermost = [region.parent.slug if region.parent else region.slug for region in regions]
        yield dataclasses.replace(
            item,
            key=page_key(copy.pk),
            title=copy.title,
            url=f"{copy.section.url}{copy.slug}/",
            audience=tuple(term.slug for term in copy.terms[PageAudience]),
            topic=tuple(term.slug for term in copy.terms[PageTopic]),
            channel=tuple(term.slug for term in copy.terms[PageChannel]),
            region=tuple(dict.fromkeys([*(region.slug for region in regions), *parents])),
            province=tuple(dict.fromkeys(outermost)),
            place=tuple(region.slug for region in regions),
            date=copy.day,
            first_published=int(copy.moment.timestamp() * 1000),
            campaign=() if copy.pk % IN_CAMPAIGNS else item.campaign,
        )


def grow(total: int) -> None:
    """Add pages until the site has ``total`` of them, to the database and to the index of search."""
    target = next(filter(engines.is_local_embedded, engines.targets(engines.PUBLIC)))
    if not engines.is_usable(target):
        rebuild(target)
    missing = total - Page.objects.count()
    if missing > 0:
        copies = list(_copies(missing))
        with transaction.atomic():
            sequence = ApprovalRecord.objects.aggregate(last=Max("sequence"))["last"] + 1
            for batch in _cut(copies):
                _write(batch, sequence)
                sequence += len(batch)
            _count_children()
            mark_changed()
        _index(copies)
    _settle()


def _cut(copies: Sequence[Copy], size: int = BATCH) -> Iterator[Sequence[Copy]]:
    for start in range(0, len(copies), size):
        yield copies[start : start + size]


def _count_children() -> None:
    for section in SectionPage.objects.all():
        Page.objects.filter(pk=section.pk).update(numchild=Page.objects.child_of(section).count())


def _index(copies: Sequence[Copy]) -> None:
    """Write the copies to the embedded index of this host, without the rows of the outbox."""
    originals = {page_key(copy.original.pk): 1 for copy in copies}
    items = {item.key: item for item in public_items(originals)}
    engine = engines.embedded()
    for batch in _cut(copies, INDEXED_AT_ONCE):
        with engine.lock():
            engine.write(list(_indexed(batch, items)))


def _settle() -> None:
    """Bring sequences and statistics of PostgreSQL up to what was written with keys of our own."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in (Page, Revision):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {table}", [table])
        cursor.execute("ANALYZE")
