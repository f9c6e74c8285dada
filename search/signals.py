"""What makes an item of an index out of date, as Django and Wagtail tell it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone
from modelsearch.index import get_indexed_models
from taggit.models import ItemBase
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from cms.signals import document_words_wanted, minute_tick
from cms.vocabulary.models import (
    Audience,
    Channel,
    Movement,
    PageAudience,
    PageChannel,
    PageMovement,
    PageRegion,
    PageTopic,
    Region,
    RegionAlias,
    Topic,
)
from search import connection, steering
from search.builder import page_key
from search.expiry import pass_expired
from search.extract import READABLE
from search.models import BlockedSuggestion, Promotion, SearchSettings, Synonym
from search.nightly import reconcile_at_night
from search.reading import pages_with, read_document_task, words_of_documents
from search.staff import instance_key, staff_models
from search.sync import deliver_soon, touch

THROUGH: dict[type[Model], type[ItemBase]] = {
    Audience: PageAudience,
    Topic: PageTopic,
    Channel: PageChannel,
    Movement: PageMovement,
    Region: PageRegion,
}


def touch_pages(pks: Iterable[int]) -> None:
    touch(connection.PUBLIC, [page_key(pk) for pk in pks])


def page_changed(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Saved, published, unpublished or deleted; descendants that go with it are told of by name."""
    if isinstance(instance, Page) and not raw:
        touch_pages([instance.pk])


def touch_subtree(page: Page) -> None:
    touch_pages(page.get_descendants(inclusive=True).values_list("pk", flat=True))


def address_changing(
    sender: type[Model], instance: Model, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Moved or renamed: the addresses of all that is below change, perhaps who may read it.

    Noticed as the page is saved, in the transaction of the change. Wagtail's own signals come after
    the commit: a crash between the two would leave old addresses, or what a move has made private.
    """
    if not isinstance(instance, Page) or raw or not instance.pk:
        return
    if update_fields is not None and "url_path" not in update_fields:
        return
    kept = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
    if kept is not None and kept != instance.url_path:
        touch_subtree(instance)


def privacy_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        touch_subtree(page)


def staff_row_changed(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Not told: a save of named fields that nobody looks for, such as the time of a user's log-in."""
    saved = kwargs.get("update_fields")
    if raw or (saved is not None and not isinstance(instance, Page) and _unsearched(instance, saved)):
        return
    touch(connection.STAFF, [instance_key(instance)])


def _unsearched(instance: Any, saved: Iterable[str]) -> bool:
    searched = {field.field_name for field in instance.get_search_fields()}
    return searched.isdisjoint(saved) and "latest_revision" not in saved


def term_changed(sender: type[Model], instance: Any, created: bool = False, **kwargs: Any) -> None:
    """A term's name is among the words of every page that is tagged with it, or with a part of it."""
    steering.forget()
    if created:
        return
    pages = set(THROUGH[sender].objects.filter(tag=instance).values_list("content_object", flat=True))
    if sender is Region:
        below = PageRegion.objects.filter(tag__parent=instance)
        pages.update(below.values_list("content_object", flat=True))
    touch_pages(pages)


def alias_changed(sender: Any, instance: RegionAlias, **kwargs: Any) -> None:
    tagged = PageRegion.objects.filter(tag=instance.region_id) | PageRegion.objects.filter(
        tag__parent=instance.region_id
    )
    touch_pages(tagged.values_list("content_object", flat=True))


def document_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Its words are read by the worker; a new title or collection counts at once."""
    touch_pages(pages_with(instance))
    if instance.pk and instance.file_extension.lower() in READABLE:
        read_document_task.enqueue(instance.pk)


def collection_changed(sender: Any, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    collections = instance.collection.get_descendants(inclusive=True)
    for document in get_document_model().objects.filter(collection__in=collections):
        touch_pages(pages_with(document))


def steering_changed(sender: Any, **kwargs: Any) -> None:
    steering.forget()


def minute(sender: Any, **kwargs: Any) -> None:
    """Take out what has ended, deliver what is waiting, and at night compare everything."""
    pass_expired()
    deliver_soon()
    reconcile_at_night(timezone.localtime())


def connect() -> None:
    """Called once, when every model is there. Receivers are module functions: no weak copies."""
    for signal in (post_save, post_delete):
        signal.connect(page_changed, dispatch_uid="search-page")
        signal.connect(privacy_changed, sender=PageViewRestriction)
        signal.connect(collection_changed, sender=CollectionViewRestriction)
        signal.connect(alias_changed, sender=RegionAlias)
        signal.connect(document_changed, sender=get_document_model())
        for steered in (Synonym, Promotion, BlockedSuggestion, SearchSettings):
            signal.connect(steering_changed, sender=steered)
        for model in THROUGH:
            signal.connect(term_changed, sender=model)
        roots = tuple(staff_models())
        for model in get_indexed_models():
            if issubclass(model, roots):
                signal.connect(staff_row_changed, sender=model)
    pre_save.connect(address_changing, dispatch_uid="search-address")
    minute_tick.connect(minute)
    document_words_wanted.connect(words_of_documents)
