"""Receivers of Wagtail's and Django's signals that mark deliveries as changed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django_tasks import task
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from campaigns.approvals.models.page import publication_check
from campaigns.models import ContentPage, Hotline
from campaigns.portal.exchange import following
from campaigns.portal.models import PREFIX, PortalConnection, deliveries
from campaigns.portal.outgoing import maintenance
from campaigns.portal.outgoing.delivery import mark_corrected_page, mark_pages_changed, mark_referencing_pages
from cms.signals import every_minute
from media.models import CustomDocument, CustomImage


def page_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Mark a published or unpublished page, and the pages that show parts of it."""
    if isinstance(instance, ContentPage):
        mark_pages_changed([instance.pk])
        mark_referencing_pages(instance)
        mark_corrected_page(instance)


def part_changed(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Mark the pages that show a changed hotline, image or document."""
    if not raw:
        mark_referencing_pages(instance)


def part_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Mark the pages that show a page or hotline before it is deleted."""
    if isinstance(instance, ContentPage | Hotline):
        mark_referencing_pages(instance)
    if isinstance(instance, ContentPage):
        mark_corrected_page(instance)


def connection_deleted(sender: Any, instance: PortalConnection, **kwargs: Any) -> None:
    """Delete the deliveries of a deleted connection."""
    deliveries(target=f"{PREFIX}{instance.pk}").delete()


def page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Mark a deleted page; the signal is sent for each of its descendants too."""
    if isinstance(instance, Page):
        mark_pages_changed([instance.pk])


def subtree_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Mark a moved or renamed page and its descendants: addresses, department and privacy may differ."""
    mark_pages_changed(instance.get_descendants(inclusive=True).values_list("pk", flat=True))


def privacy_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Mark the pages below a view restriction that was set or removed."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        subtree_changed(sender, page)


def collection_closed_or_opened(sender: Any, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Mark the pages that show files of a collection that was closed or opened."""
    _mark_pages_of(Collection.objects.filter(pk=instance.collection_id))


def collection_changed(sender: Any, instance: Collection, **kwargs: Any) -> None:
    """Mark the pages of a collection that may be moved next; Wagtail has no signal for the move itself."""
    pk = instance.pk
    transaction.on_commit(lambda: mark_pages_of_collection.enqueue(pk))


@task()
def mark_pages_of_collection(pk: int) -> None:
    """Mark the pages that show files of the collection; a failed task is kept with its error."""
    _mark_pages_of(Collection.objects.filter(pk=pk))


def _mark_pages_of(collections: Any) -> None:
    for collection in collections:
        inside = collection.get_descendants(inclusive=True)
        for model in (CustomImage, CustomDocument):
            for item in model.objects.filter(collection__in=inside):
                mark_referencing_pages(item)


def run_every_minute(sender: Any, **kwargs: Any) -> None:
    """Run the periodic work of the portals and of the exchange."""
    maintenance.run_every_minute()
    following.run_every_minute()


def connect() -> None:
    """Connect all receivers; called once from ``AppConfig.ready``."""
    for published in (page_published, page_unpublished):
        published.connect(page_changed, dispatch_uid="portal-page")
    for part in (Hotline, CustomImage, CustomDocument):
        post_save.connect(part_changed, sender=part, dispatch_uid=f"portal-part-{part.__name__}")
    # Before the deletion: afterwards the references to the object are gone.
    pre_delete.connect(part_deleted, dispatch_uid="portal-part-deleted")
    post_delete.connect(connection_deleted, sender=PortalConnection, dispatch_uid="portal-connection")
    post_delete.connect(page_deleted, dispatch_uid="portal-deleted")
    for changed in (post_page_move, page_slug_changed):
        changed.connect(subtree_changed, dispatch_uid="portal-subtree")
    for saved in (post_save, post_delete):
        saved.connect(privacy_changed, sender=PageViewRestriction, dispatch_uid="portal-privacy")
        saved.connect(
            collection_closed_or_opened, sender=CollectionViewRestriction, dispatch_uid="portal-closed"
        )
    post_save.connect(collection_changed, sender=Collection, dispatch_uid="portal-collection")
    publication_check.connect(following.withdrawn_at_source, dispatch_uid="portal-withdrawn-at-source")
    every_minute.connect(run_every_minute, dispatch_uid="portal-minute")
