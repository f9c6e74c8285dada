"""From approval records to kits: what is frozen, what may be taken today, bundles made by the worker."""

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
from django_tasks import task
from PIL import Image

from campaigns.approvals import addresses
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.status import statuses_of
from campaigns.kits import bundle
from campaigns.kits.catalogue import Output, outputs
from campaigns.kits.models import BannerSize, KitOrder
from campaigns.kits.outputs import files
from campaigns.kits.text_version import Look, TextVersion
from campaigns.models import Hotline
from campaigns.reuse import register
from cms.signals import every_minute

logger = logging.getLogger(__name__)
KEPT = timedelta(days=2)
# Longer than any order takes: whoever was working on it has died.
STUCK = timedelta(minutes=10)
MOST_ITEMS = 60
LOGO_SIDE = 1200
LOGO_PIXELS = 25_000_000
TOO_LARGE = gettext_lazy("Ảnh logo quá lớn. Chọn ảnh không quá 5.000 điểm mỗi cạnh.")
Taken = list[tuple[ApprovalRecord, Any]]  # records with their pages
REVISION = 5  # raise when outputs change, so that orders are made anew


def has_kit(page: Any) -> bool:
    """Whether the page is a text that people carry on as it stands."""
    return bool(getattr(page, "is_carried", False))


def banner_sizes() -> list[tuple[float, float]]:
    """The table that editors keep, in metres."""
    return [(float(row.width), float(row.height)) for row in BannerSize.objects.all()]


def frozen_of(record: ApprovalRecord, page: Any) -> TextVersion:
    """What outputs of this record say; the page gives the source and the occasion, never the words."""
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
        embed_html=addresses.embed_html(record.code, record.title),
        hotline=hotline.number,
        hotline_note=", ".join(part for part in (hotline.cost, hotline.hours) if part),
        valid_until=record.valid_until,
        source=str(source.title) if source else "",
        variant=variant,
        eyebrow=eyebrow,
        hashtags=("phòng chống mua bán người", f"Tổng đài {hotline.number}"),
    )


def takeable(codes: Sequence[str]) -> Taken:
    """(record, page) for those codes whose text may be taken today, in the order given."""
    found = {record.code: record for record in ApprovalRecord.objects.filter(code__in=codes)}
    standings = statuses_of([found[code] for code in dict.fromkeys(codes) if code in found])
    return [(one.record, one.page) for one in standings if one.usable and one.page.can_be_bundled]


def clean_logo(content: bytes) -> bytes:
    """A logo as a PNG of at most 1,200 pixels a side, nothing else of the file kept.

    Raises ``ValueError`` with advice for what is no picture.
    """
    try:
        # Two formats and no other: some of Pillow's readers start programs.
        opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise ValueError(str(TOO_LARGE)) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValueError(_("Tệp này không phải ảnh PNG hoặc JPEG.")) from error
    if opened.width * opened.height > LOGO_PIXELS:
        raise ValueError(str(TOO_LARGE))
    try:
        picture = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise ValueError(_("Tệp ảnh này bị hỏng. Lưu lại thành PNG hoặc JPEG rồi gửi lại.")) from error
    picture.thumbnail((LOGO_SIDE, LOGO_SIDE))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def key_of(taken: Taken, names: Sequence[str], look: Look) -> str:
    """All that decides the bytes of a bundle: what every output says today, and which sizes there are."""
    said = [asdict(frozen_of(record, page)) for record, page in taken]
    what = [REVISION, said, banner_sizes(), sorted(set(names)), look.design, look.unit]
    return hashlib.sha256(json.dumps(what, default=str).encode() + look.logo).hexdigest()


def look_of(order: KitOrder) -> Look:
    return Look(order.design, order.unit, bytes(order.logo or b""))


def is_current(order: KitOrder, taken: Taken) -> bool:
    """Whether it would be the same if it were made now: a peak may have ended, a text been taken back."""
    return order.key == key_of(taken, order.outputs, look_of(order))


def place(codes: Sequence[str], names: Sequence[str], look: Look, user: Any = None) -> KitOrder:
    """The order of these outputs, made anew or found; the worker makes it ready."""
    key = key_of(takeable(codes[:MOST_ITEMS]), names, look)
    with transaction.atomic():
        order, made = KitOrder.objects.get_or_create(
            key=key,
            defaults={
                "items": list(dict.fromkeys(codes))[:MOST_ITEMS],
                "outputs": sorted(set(names)),
                "design": look.design,
                "unit": look.unit,
                "logo": look.logo or None,
                "asked_by": user if user is not None and user.is_authenticated else None,
            },
        )
        lost = order.state == KitOrder.State.READY and not default_storage.exists(path(order))
        if made or lost or order.state == KitOrder.State.FAILED or is_stuck(order):
            # Two who ask at once give it to the worker once.
            asked = KitOrder.objects.filter(pk=order.pk, state=order.state, changed_at=order.changed_at)
            if asked.update(state=KitOrder.State.WAITING, done=0, problem="", changed_at=timezone.now()):
                transaction.on_commit(lambda: make.enqueue(order.pk))
            order.refresh_from_db()
    return order


def is_stuck(order: KitOrder) -> bool:
    """Whether nobody works on it any more although it is neither ready nor failed."""
    under_way = order.state in (KitOrder.State.WAITING, KitOrder.State.RUNNING)
    return under_way and order.changed_at < timezone.now() - STUCK


def path(order: KitOrder) -> str:
    """Where the bundle lies in the storage: not among the public uploads."""
    return f"kits/{order.file_name}"


def wanted_outputs(
    frozen: TextVersion, names: Sequence[str], sizes: Sequence[tuple[float, float]]
) -> list[Output]:
    """The named outputs of a version; no name at all means everything."""
    every = outputs(frozen, sizes)
    return [output for name, output in every.items() if not names or name in names]


@task()
def make(pk: int) -> None:
    """Make one order ready; what stops it is kept in words and never leaves it "under way" for ever."""
    now = timezone.now()
    claimed = KitOrder.objects.filter(pk=pk, state=KitOrder.State.WAITING).update(
        state=KitOrder.State.RUNNING, changed_at=now
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
    look = look_of(order)
    sizes = banner_sizes()
    wanted = []
    for record, page in takeable(order.items):
        frozen, worded = frozen_of(record, page), has_kit(page)
        chosen = wanted_outputs(frozen, order.outputs, sizes) if worded else []
        wanted.append((frozen, [*chosen, *files.outputs_of(record, worded)]))
    total = sum(len(chosen) for _frozen, chosen in wanted)
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

    # On disk: sixty kits are more than a worker's memory.
    with TemporaryFile() as archive:
        bundle.write(archive, wanted, look, progress)
        size = archive.tell()
        if default_storage.exists(path(order)):
            default_storage.delete(path(order))
        default_storage.save(path(order), File(archive))
    # Not if it was called off meanwhile: a number on it has changed.
    rows.filter(state=KitOrder.State.RUNNING).update(
        state=KitOrder.State.READY, done=total, size=size, changed_at=timezone.now()
    )


def delete_old_orders(sender: Any = None, **kwargs: Any) -> int:
    """Remove bundles nobody asked for in two days; they can be made again. Returns how many went."""
    old = list(KitOrder.objects.filter(changed_at__lt=timezone.now() - KEPT)[:100])
    for order in old:
        default_storage.delete(path(order))
        order.delete()
    return len(old)


def printed(frozen: TextVersion) -> dict[str, str]:
    """What stands on an output beside the words and may grow old."""
    return {"hotline": frozen.hotline, "eyebrow": frozen.eyebrow}


def take(order: KitOrder, user: Any) -> bool:
    """Note that a bundle is taken; False when something in it may not be used as it stands there."""
    current = takeable(order.items)
    if not is_current(order, current):
        return False
    try:
        with transaction.atomic():
            # In one order, so that two who take the same texts never wait for each other.
            for record, page in sorted(current, key=lambda pair: pair[0].page_id):
                register.record_download(record, user, "zip", printed(frozen_of(record, page)))
    except register.NotInForceError:
        return False
    KitOrder.objects.filter(pk=order.pk).update(changed_at=timezone.now())
    return True


def connect() -> None:
    every_minute.connect(delete_old_orders, dispatch_uid="kits.delete_old_orders")
