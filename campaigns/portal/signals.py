"""What makes a portal out of date, as Wagtail tells it."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from campaigns.approvals.models.page import publication_check
from campaigns.models import ContentPage, Hotline
from campaigns.portal import exchange, upkeep
from campaigns.portal.delivery import touch, touch_users_of
from campaigns.portal.models import PREFIX, PortalConnection, deliveries
from cms.signals import every_minute
from media.models import CustomDocument, CustomImage


def page_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, ContentPage):
        touch([instance.pk])
        touch_users_of(instance)


def part_changed(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What stories show and is no page: a hotline, a picture's words, a file's title."""
    if not raw:
        touch_users_of(instance)


def part_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, ContentPage | Hotline):
        touch_users_of(instance)


def connection_deleted(sender: Any, instance: PortalConnection, **kwargs: Any) -> None:
    deliveries(target=f"{PREFIX}{instance.pk}").delete()


def page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Pages below are deleted one by one, and told of one by one."""
    if isinstance(instance, Page):
        touch([instance.pk])


def subtree_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Moved or renamed: the addresses below have changed, perhaps whose they are and who may read them."""
    touch(instance.get_descendants(inclusive=True).values_list("pk", flat=True))


def privacy_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        subtree_changed(sender, page)


def minute(sender: Any, **kwargs: Any) -> None:
    upkeep.minute()


def connect() -> None:
    """Called once, when every model is there. Receivers are module functions: no weak copies."""
    for published in (page_published, page_unpublished):
        published.connect(page_changed, dispatch_uid="portal-page")
    for part in (Hotline, CustomImage, CustomDocument):
        post_save.connect(part_changed, sender=part, dispatch_uid=f"portal-part-{part.__name__}")
    # Before: afterwards nobody knows any more who showed it.
    pre_delete.connect(part_deleted, dispatch_uid="portal-part-deleted")
    post_delete.connect(connection_deleted, sender=PortalConnection, dispatch_uid="portal-connection")
    post_delete.connect(page_deleted, dispatch_uid="portal-deleted")
    for changed in (post_page_move, page_slug_changed):
        changed.connect(subtree_changed, dispatch_uid="portal-subtree")
    for saved in (post_save, post_delete):
        saved.connect(privacy_changed, sender=PageViewRestriction, dispatch_uid="portal-privacy")
    publication_check.connect(exchange.reasons_against, dispatch_uid="portal-taken-back")
    every_minute.connect(minute, dispatch_uid="portal-minute")
