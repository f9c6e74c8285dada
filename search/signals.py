"""Receivers of Django's and Wagtail's signals: each notes the items that a change makes out of date."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone
from django_tasks import task
from modelsearch.index import get_indexed_models
from taggit.models import ItemBase
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.listing import register_facet_counter
from cms.signals import document_text_changed, every_minute
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
from search import connection, editorial_settings
from search.builder import page_key
from search.discovery import following_page_types
from search.expiry import remove_expired
from search.facet_counter import count_section_facets
from search.models import BlockedSuggestion, Promotion, SearchSettings, Synonym
from search.nightly import reconcile_at_night
from search.references import pages_referring_to
from search.staff import instance_key, staff_models
from search.sync import deliver_all, mark_changed

THROUGH: dict[type[Model], type[ItemBase]] = {
    Audience: PageAudience,
    Topic: PageTopic,
    Channel: PageChannel,
    Movement: PageMovement,
    Region: PageRegion,
}


def mark_pages_changed(pks: Iterable[int]) -> None:
    mark_changed(connection.PUBLIC, [page_key(pk) for pk in pks])


def page_changed(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """A page was saved, published, unpublished or deleted; Wagtail signals each descendant as well."""
    if isinstance(instance, Page) and not raw:
        mark_pages_changed([instance.pk])


def mark_subtree_changed(page: Page) -> None:
    mark_pages_changed(page.get_descendants(inclusive=True).values_list("pk", flat=True))


def address_changing(
    sender: type[Model], instance: Model, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """A page is moved or renamed: the addresses of its subtree change, perhaps its privacy.

    Handled before the save, in the transaction of the change. Wagtail's own signals come after the
    commit: a crash between the two would leave old addresses, or pages that a move has made private.
    """
    if not isinstance(instance, Page) or raw or not instance.pk:
        return
    if update_fields is not None and "url_path" not in update_fields:
        return
    stored = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
    if stored is not None and stored != instance.url_path:
        mark_subtree_changed(instance)


def privacy_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        mark_subtree_changed(page)


def staff_row_changed(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A row of the staff index changed; a save of fields that are not searched (a log-in) is ignored."""
    saved = kwargs.get("update_fields")
    if raw or (saved is not None and not isinstance(instance, Page) and _unsearched(instance, saved)):
        return
    mark_changed(connection.STAFF, [instance_key(instance)])


def _unsearched(instance: Any, saved: Iterable[str]) -> bool:
    searched = {field.field_name for field in instance.get_search_fields()}
    return searched.isdisjoint(saved) and "latest_revision" not in saved


def term_changed(sender: type[Model], instance: Any, created: bool = False, **kwargs: Any) -> None:
    """A vocabulary term changed: its name is indexed with every page tagged with it, or with a part of it."""
    editorial_settings.clear_cache()
    if created:
        return
    pages = set(THROUGH[sender].objects.filter(tag=instance).values_list("content_object", flat=True))
    if sender is Region:
        below = PageRegion.objects.filter(tag__parent=instance)
        pages.update(below.values_list("content_object", flat=True))
    mark_pages_changed(pages)


def traits_changed(
    sender: type[Model], instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Regions got or lost traits: the traits are indexed with every page tagged with them, or with a part."""
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    changed = instance.region_set.values("pk") if action == "pre_clear" else pk_set or ()
    regions = changed if reverse else [instance.pk]
    tagged = PageRegion.objects.filter(Q(tag__in=regions) | Q(tag__parent__in=regions))
    mark_pages_changed(tagged.values_list("content_object", flat=True))


def alias_changed(sender: Any, instance: RegionAlias, **kwargs: Any) -> None:
    tagged = PageRegion.objects.filter(tag=instance.region_id) | PageRegion.objects.filter(
        tag__parent=instance.region_id
    )
    mark_pages_changed(tagged.values_list("content_object", flat=True))


def shown_changed(
    sender: type[Model], instance: Model, raw: bool = False, created: bool = False, **kwargs: Any
) -> None:
    """A searchable object changed: its name may be indexed with the pages that refer to it."""
    if not raw and not created and instance.pk:
        mark_pages_changed(pages_referring_to([instance]))


def followed_changed(sender: type[Model], **kwargs: Any) -> None:
    for page_type in following_page_types().get(sender, ()):
        mark_pages_changed(page_type.objects.values_list("pk", flat=True))


def document_text_updated(sender: Any, instance: Model, **kwargs: Any) -> None:
    """Index the pages again that refer to a document whose extracted text has changed."""
    mark_pages_changed(pages_referring_to([instance]))


def restriction_changed(sender: Any, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    mark_collections_changed([instance.collection])


def collection_changed(sender: Any, instance: Collection, **kwargs: Any) -> None:
    """A collection was saved and may be moved next; Wagtail has no signal for the move itself."""
    pk = instance.pk
    transaction.on_commit(lambda: mark_collection_changed.enqueue(pk))


@task()
def mark_collection_changed(pk: int) -> None:
    """Note the pages that refer to an object in the collection; a failed task is kept with its error."""
    mark_collections_changed(Collection.objects.filter(pk=pk))


def mark_collections_changed(collections: Iterable[Collection]) -> None:
    """Note all pages that refer to an object in those collections or in one inside them."""
    for collection in collections:
        inside = collection.get_descendants(inclusive=True)
        for model in staff_models():
            if any(field.name == "collection" for field in model._meta.get_fields()):
                mark_pages_changed(pages_referring_to(model._base_manager.filter(collection__in=inside)))


def settings_changed(sender: Any, **kwargs: Any) -> None:
    editorial_settings.clear_cache()


def minute(sender: Any, **kwargs: Any) -> None:
    """Remove expired items, deliver what is waiting, and at night compare every index."""
    remove_expired()
    deliver_all()
    reconcile_at_night(timezone.localtime())


def connect() -> None:
    """Connect all receivers; called once, when every model is loaded.

    Receivers are module functions, since signals keep weak references only.
    """
    for signal in (post_save, post_delete):
        signal.connect(page_changed, dispatch_uid="search-page")
        signal.connect(privacy_changed, sender=PageViewRestriction)
        signal.connect(restriction_changed, sender=CollectionViewRestriction)
        signal.connect(collection_changed, sender=Collection)
        signal.connect(alias_changed, sender=RegionAlias)
        for model_of_editors in (Synonym, Promotion, BlockedSuggestion, SearchSettings):
            signal.connect(settings_changed, sender=model_of_editors)
        for model in THROUGH:
            signal.connect(term_changed, sender=model)
        roots = tuple(staff_models())
        for model in get_indexed_models():
            if issubclass(model, roots):
                signal.connect(staff_row_changed, sender=model)
                signal.connect(shown_changed, sender=model)
        for followed in following_page_types():
            signal.connect(followed_changed, sender=followed)
    m2m_changed.connect(traits_changed, sender=Region.traits.through)
    pre_save.connect(address_changing, dispatch_uid="search-address")
    every_minute.connect(minute)
    document_text_changed.connect(document_text_updated)
    register_facet_counter(count_section_facets)
