"""Makes an outdated phrase of a hotline number or theme that changes, or of a hidden number (rule 12)."""

from typing import Any

from django.db.models.signals import post_delete, pre_save
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.signals import published, unpublished

from campaigns.editorial.models import OutdatedPhrase
from campaigns.kits.models import KitOrder
from campaigns.models import Hotline, Theme


def add_outdated_phrase(
    sender: type[Any], instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Receiver of ``pre_save``: a changed hotline number or theme makes the old one an outdated phrase."""
    name = "number" if isinstance(instance, Hotline) else "text"
    # Saving a draft of a hotline does not write the number.
    if raw or not instance.pk or (update_fields is not None and name not in update_fields):
        return
    before = type(instance)._default_manager.filter(pk=instance.pk).first()
    if before is None:
        return
    if isinstance(instance, Hotline):
        mark_outdated(*_printed(before, instance))
    else:
        mark_outdated(before.text, instance.text)


def flag_hidden_number(sender: type[Any], instance: Hotline, **kwargs: Any) -> None:
    """Receiver of Wagtail's ``unpublished``: what is printed of a number that is hidden is outdated at once.

    Until a number is shown again, 111 alone stands in its place (rule 133).
    """
    before = instance.number
    if instance.old_number == Hotline.OldNumber.WRONG:
        before, _after = _printed(instance, instance.get_latest_revision_as_object())
    elif before == "111":
        # It is shown wherever no other number is.
        return
    mark_outdated(before, "111" if before != "111" else "")


def flag_deleted_number(sender: type[Any], instance: Hotline, **kwargs: Any) -> None:
    """Receiver of ``post_delete``: what is printed of a deleted number that was shown is outdated."""
    if instance.live and instance.number != "111":
        mark_outdated(instance.number, "111")


def clear_restored_number(sender: type[Any], instance: Hotline, **kwargs: Any) -> None:
    """Receiver of Wagtail's ``published``: a number that was checked and is shown is not outdated."""
    OutdatedPhrase.objects.filter(phrase__in=(instance.number, _line(instance))).delete()


def _line(line: Hotline) -> str:
    return f"{line.number} {line.printed_note}".strip()


def _printed(before: Hotline, after: Hotline) -> tuple[str, str]:
    """The words that posters print of the two: numbers, or number and note where only that differs."""
    if before.number == after.number and before.printed_note and before.printed_note != after.printed_note:
        return _line(before), _line(after)
    return before.number, after.number


def mark_outdated(before: str, after: str) -> None:
    """Make ``before`` an outdated phrase with its replacement, and the bundles that may hold it."""
    if not before or before == after:
        return
    row, created = OutdatedPhrase.objects.get_or_create(phrase=before, defaults={"replacement": after})
    if not created:
        row.replacement, row.is_settled = after, False
        row.save()
    OutdatedPhrase.objects.filter(phrase=after).delete()
    # At once, and by a task of this transaction: bundles made until its commit contain the old value.
    invalidate_bundles.call()
    invalidate_bundles.enqueue()


@task()
def invalidate_bundles() -> None:
    """Mark all orders of bundles as failed, so that they are made again on request."""
    KitOrder.objects.exclude(state=KitOrder.State.FAILED).update(
        state=KitOrder.State.FAILED,
        problem=_("Số đường dây nóng hoặc chủ đề năm vừa đổi. Bấm thử lại để nhận tệp mới."),
    )


def connect() -> None:
    for model in (Hotline, Theme):
        pre_save.connect(
            add_outdated_phrase,
            sender=model,
            dispatch_uid=f"campaigns.editorial.changed_facts.{model.__name__}",
        )
    unpublished.connect(flag_hidden_number, sender=Hotline, dispatch_uid="editorial.hidden_number")
    post_delete.connect(flag_deleted_number, sender=Hotline, dispatch_uid="editorial.deleted_number")
    published.connect(clear_restored_number, sender=Hotline, dispatch_uid="editorial.restored_number")
