"""Orders of bundles: texts that may be used today, outputs of an order, and the task that makes the ZIP."""

import hashlib
import io
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from tempfile import TemporaryFile
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskContext, task
from PIL import Image

from campaigns.approvals import addresses
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.status import statuses_of
from campaigns.kits import bundle, embed_code
from campaigns.kits.catalogue import Output, outputs
from campaigns.kits.models import BannerSize, KitOrder
from campaigns.kits.outputs import files
from campaigns.kits.text_version import Look, TextVersion
from campaigns.models import Hotline
from campaigns.reuse import register
from cms.optional_writes import write_or_log
from cms.signals import every_minute

logger = logging.getLogger(__name__)
RETENTION = timedelta(days=2)
# Longer than any order takes, so the worker must have died.
STUCK_AFTER = timedelta(minutes=10)
MAX_ITEMS = 60
MAX_LOGO_SIDE = 1200
MAX_LOGO_PIXELS = 25_000_000
LOGO_TOO_LARGE = gettext_lazy("Ảnh logo quá lớn. Chọn ảnh không quá 5.000 điểm mỗi cạnh.")
UsableRecords = list[tuple[ApprovalRecord, Any]]  # records with their pages
REVISION = 6  # raise when outputs change, so that old bundles are not reused


def banner_sizes() -> list[tuple[float, float]]:
    """(width, height) in metres of the banner sizes in the admin."""
    return [(float(row.width), float(row.height)) for row in BannerSize.objects.all()]


def text_version_of(record: ApprovalRecord, page: Any) -> TextVersion:
    """The values that outputs of this record print.

    The text comes from the record; the page only adds source, hotline and heading of the poster.
    """
    hotline = Hotline.objects.for_page(page)
    variant, eyebrow = page.poster_heading(timezone.localdate())
    source = getattr(page, "source_document", None)
    return TextVersion(
        text=record.text,
        title=record.title,
        code=record.code,
        version=record.version,
        agency=record.agency,
        approved_by=record.signed,
        approved_on=timezone.localtime(record.approved_at).date(),
        check_url=addresses.check_url(record.code),
        page_url=page.full_url or addresses.check_url(record.code),
        embed_html=embed_code.embed_html(
            record.code,
            record.title,
            height=embed_code.embed_height(record.text),
            narrow=embed_code.embed_height(record.text, embed_code.NARROWEST),
        ),
        hotline=hotline.number,
        hotline_note=", ".join(part for part in (hotline.cost, hotline.hours) if part),
        valid_until=record.valid_until,
        source=str(source.title) if source else "",
        variant=variant,
        eyebrow=eyebrow,
        hashtags=("phòng chống mua bán người", f"Tổng đài {hotline.number}"),
    )


def usable_records(codes: Sequence[str]) -> UsableRecords:
    """(record, page) for the codes whose text is in force and can be bundled, in the given order."""
    found = {record.code: record for record in ApprovalRecord.objects.filter(code__in=codes)}
    statuses = statuses_of([found[code] for code in dict.fromkeys(codes) if code in found])
    return [(one.record, one.page) for one in statuses if one.usable and one.page.can_be_bundled]


def clean_logo(content: bytes) -> bytes:
    """The logo re-encoded as a PNG of at most 1,200 pixels a side, without metadata.

    Raises ``ValueError`` with advice for anything but a PNG or JPEG picture of a sane size.
    """
    try:
        # Only these formats: some readers of Pillow start other programs.
        opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise ValueError(str(LOGO_TOO_LARGE)) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValueError(_("Tệp này không phải ảnh PNG hoặc JPEG.")) from error
    if opened.width * opened.height > MAX_LOGO_PIXELS:
        raise ValueError(str(LOGO_TOO_LARGE))
    try:
        picture = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise ValueError(_("Tệp ảnh này bị hỏng. Lưu lại thành PNG hoặc JPEG rồi gửi lại.")) from error
    picture.thumbnail((MAX_LOGO_SIDE, MAX_LOGO_SIDE))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def order_key(records: UsableRecords, names: Sequence[str], look: Look) -> str:
    """Hash of everything that determines the bytes of a bundle: printed values, sizes, outputs and look."""
    values = [asdict(text_version_of(record, page)) for record, page in records]
    content = [REVISION, values, banner_sizes(), sorted(set(names)), look.design, look.unit]
    return hashlib.sha256(json.dumps(content, default=str).encode() + look.logo).hexdigest()


def order_look(order: KitOrder) -> Look:
    return Look(order.design, order.unit, bytes(order.logo or b""))


def is_current(order: KitOrder, records: UsableRecords) -> bool:
    """Whether the bundle would have the same bytes if it were made now.

    A peak period may have ended, a hotline changed or a text been withdrawn.
    """
    return order.key == order_key(records, order.outputs, order_look(order))


def is_placed(codes: Sequence[str], names: Sequence[str], look: Look) -> bool:
    """Whether the same bundle was ordered before and can be had, now or in a while."""
    key = order_key(usable_records(codes[:MAX_ITEMS]), names, look)
    return KitOrder.objects.filter(key=key).exclude(state=KitOrder.State.FAILED).exists()


def place_order(codes: Sequence[str], names: Sequence[str], look: Look, user: Any = None) -> KitOrder:
    """Find or create the order of these outputs and enqueue it unless its bundle is ready."""
    key = order_key(usable_records(codes[:MAX_ITEMS]), names, look)
    with transaction.atomic():
        order, created = KitOrder.objects.get_or_create(
            key=key,
            defaults={
                "items": list(dict.fromkeys(codes))[:MAX_ITEMS],
                "outputs": sorted(set(names)),
                "design": look.design,
                "unit": look.unit,
                "logo": look.logo or None,
                "requested_by": user if user is not None and user.is_authenticated else None,
            },
        )
        is_lost = order.state == KitOrder.State.READY and not default_storage.exists(bundle_path(order))
        if created or is_lost or order.state == KitOrder.State.FAILED or is_stuck(order):
            # Of two concurrent requests only one enqueues the task.
            unchanged = KitOrder.objects.filter(pk=order.pk, state=order.state, changed_at=order.changed_at)
            if unchanged.update(state=KitOrder.State.WAITING, done=0, problem="", changed_at=timezone.now()):
                transaction.on_commit(lambda: make_bundle.enqueue(order.pk))
            order.refresh_from_db()
    return order


def is_stuck(order: KitOrder) -> bool:
    """Whether the worker gave up on the order: it is unfinished and has not changed for ten minutes."""
    under_way = order.state in (KitOrder.State.WAITING, KitOrder.State.RUNNING)
    return under_way and order.changed_at < timezone.now() - STUCK_AFTER


def bundle_path(order: KitOrder) -> str:
    """Path of the bundle in the storage, outside the folders of public uploads."""
    return f"kits/{order.file_name}"


def select_outputs(
    text_version: TextVersion, names: Sequence[str], sizes: Sequence[tuple[float, float]]
) -> list[Output]:
    """The named outputs of a text; all of them without a name."""
    every = outputs(text_version, sizes)
    return [output for name, output in every.items() if not names or name in names]


@task(takes_context=True)
def make_bundle(context: TaskContext, pk: int) -> None:
    """Make the bundle of an order; an error sets the state to failed, with a message for the reader.

    A second attempt takes up what the worker that was killed left under way.
    """
    claimable = [KitOrder.State.WAITING]
    if context.attempt > 1:
        claimable.append(KitOrder.State.RUNNING)
    claimed = KitOrder.objects.filter(pk=pk, state__in=claimable).update(
        state=KitOrder.State.RUNNING, changed_at=timezone.now()
    )
    if not claimed:
        return
    order = KitOrder.objects.get(pk=pk)
    try:
        _make(order)
    except Exception:
        logger.exception("Kit order %s failed", order.key)
        KitOrder.objects.filter(pk=pk).update(
            state=KitOrder.State.FAILED,
            problem=_("Có lỗi khi làm tài liệu. Mời bấm thử lại; nếu vẫn lỗi, báo quản trị."),
            changed_at=timezone.now(),
        )


def _make(order: KitOrder) -> None:
    look = order_look(order)
    sizes = banner_sizes()
    selection = []
    for record, page in usable_records(order.items):
        text_version, with_kit = text_version_of(record, page), page.has_kit
        chosen = select_outputs(text_version, order.outputs, sizes) if with_kit else []
        selection.append((text_version, [*chosen, *files.outputs_of(record, with_kit)]))
    total = sum(len(chosen) for _text_version, chosen in selection)
    rows = KitOrder.objects.filter(pk=order.pk)
    if not total:
        rows.update(
            state=KitOrder.State.FAILED,
            problem=_("Không còn nội dung nào trong đơn này được phép dùng."),
            changed_at=timezone.now(),
        )
        return
    rows.update(total=total)

    def progress(done: int) -> None:
        rows.update(done=done, changed_at=timezone.now())

    # On disk, because sixty kits do not fit into the worker's memory.
    with TemporaryFile() as archive:
        bundle.write(archive, selection, look, progress)
        size = archive.tell()
        if default_storage.exists(bundle_path(order)):
            default_storage.delete(bundle_path(order))
        default_storage.save(bundle_path(order), File(archive))
    # A changed hotline sets the state to failed meanwhile; the bundle must then not become ready.
    rows.filter(state=KitOrder.State.RUNNING).update(
        state=KitOrder.State.READY, done=total, size=size, changed_at=timezone.now()
    )


def delete_old_orders(sender: Any = None, **kwargs: Any) -> int:
    """Receiver of ``every_minute``: delete bundles not downloaded for two days; returns how many."""
    old = list(KitOrder.objects.filter(changed_at__lt=timezone.now() - RETENTION)[:100])
    for order in old:
        default_storage.delete(bundle_path(order))
        order.delete()
    return len(old)


def record_bundle_download(order: KitOrder, user: Any) -> bool:
    """Register the download of a bundle; False when it is outdated or has a text not in force.

    Raises ``DatabaseError`` where the use of an organisation cannot be written.
    """
    current = usable_records(order.items)
    if not is_current(order, current):
        return False

    def record_all() -> None:
        # Sorted, so that two concurrent downloads lock the pages in the same order.
        for record, page in sorted(current, key=lambda pair: pair[0].page_id):
            text_version = text_version_of(record, page)
            printed = register.printed_values(text_version.hotline, text_version.eyebrow)
            register.record_download(record, user, "zip", printed)
        KitOrder.objects.filter(pk=order.pk).update(changed_at=timezone.now())

    try:
        if getattr(user, "organisation", None):
            with transaction.atomic():
                record_all()
        else:
            write_or_log(record_all, f"download of bundle {order.key}")
    except register.NotInForceError:
        return False
    return True


def connect() -> None:
    every_minute.connect(delete_old_orders, dispatch_uid="kits.delete_old_orders")
