"""API of the vocabularies: the official keys for the filters, and their names."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.fields import Field
from wagtail.api import APIField

from campaigns.portal.api.base import OpenViewSet
from cms.listing import unknown_values
from cms.vocabulary.models import Audience, Channel, Region, Topic


class Parent(Field):
    """The key of the parent term, None at the top."""

    def __init__(self) -> None:
        super().__init__(read_only=True)

    def get_attribute(self, instance: Any) -> Any:
        return instance.parent.slug if instance.parent else None

    def to_representation(self, value: Any) -> Any:
        return value


class TermsEndpoint(OpenViewSet):
    """A list of terms; ``?key=`` limits it to the given keys."""

    body_fields = ["id", "slug", "name"]
    listing_default_fields = ["id", "detail_url", "slug", "name"]
    list_parameters: tuple[str, ...] = ("key",)

    def value_problems(self, params: Any) -> list[str]:
        return [message for name in self.list_parameters for message in self._unknown(params, name)]

    def _unknown(self, params: Any, name: str) -> list[str]:
        values = [value for value in params.getlist(name) if value and "\0" not in value]
        known = self.model.objects.filter(slug__in=values).values_list("slug", flat=True) if values else ()
        return unknown_values(params, name, set(known))

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.all().order_by("sort_order", "slug")
        keys = [key for key in self.request.GET.getlist("key") if key]
        return rows.filter(slug__in=keys) if keys else rows


class AudiencesEndpoint(TermsEndpoint):
    name, model = "audiences", Audience


class ChannelsEndpoint(TermsEndpoint):
    name, model = "channels", Channel


class TreeEndpoint(TermsEndpoint):
    """Terms with parents; ``?parent=`` limits the list to the children of a key."""

    body_fields = [*TermsEndpoint.body_fields, APIField("parent", Parent())]
    listing_default_fields = [*TermsEndpoint.listing_default_fields, "parent"]
    list_parameters = (*TermsEndpoint.list_parameters, "parent")

    def get_queryset(self) -> QuerySet[Any]:
        rows = super().get_queryset().select_related("parent")
        parents = [parent for parent in self.request.GET.getlist("parent") if parent]
        return rows.filter(parent__slug__in=parents) if parents else rows


class TopicsEndpoint(TreeEndpoint):
    name, model = "topics", Topic


class RegionsEndpoint(TreeEndpoint):
    body_fields = [*TreeEndpoint.body_fields, "official_name"]
    listing_default_fields = [*TreeEndpoint.listing_default_fields, "official_name"]
    name, model = "regions", Region
