"""API of the published pages, each with its approval; it has the filters of the sections."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.api import APIField
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Locale, Page

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.serialisation import approval_data
from campaigns.approvals.status import State
from campaigns.listings import filters
from campaigns.models.structure import content_model, content_models
from campaigns.portal.api.base import ComputedField, OpenViewSet
from campaigns.portal.exchange.attestation import exchange_data
from campaigns.portal.outgoing.items import Item, published_item
from cms.listing import Filter, Listing, unknown_values
from cms.visibility import open_to_all


def kinds() -> list[str]:
    return [str(model.search_kind) for model in content_models()]


def _over_all(name: str) -> Any:
    """Return a condition on a field that only some kinds have, for a list of all kinds."""

    def condition(keys: list[str]) -> Q:
        found = Q(pk__in=[])
        for model in content_models():
            if name in {field.name for field in model._meta.get_fields()}:
                kind_filter = filters.YEAR if name == "date" else filters.CAMPAIGN
                found |= Q(pk__in=model.objects.filter(kind_filter.condition(keys)).values("pk"))
        return found

    return condition


def of_kinds(keys: list[str]) -> Q:
    """Return a condition for the pages of these kinds. Raises ``KeyError`` for an unknown one."""
    types = ContentType.objects.get_for_models(*(content_model(key) for key in keys))
    return Q(content_type__in=[content_type.pk for content_type in types.values()])


def known_kinds(keys: list[str]) -> dict[str, str]:
    known = {str(model.search_kind): str(model._meta.verbose_name) for model in content_models()}
    return {key: known[key] for key in keys if key in known}


def by_code(keys: list[str]) -> Q:
    """Return a condition for the page that is live under a code, written with or without a dash."""
    wanted = [codes.clean(key) for key in keys]
    found = Q(pk__in=[])
    for model in content_models():
        found |= Q(pk__in=model.objects.filter(code__in=wanted).values("pk"))
    return found


FILTERS = [
    Filter("kind", "", of_kinds, labels=known_kinds),
    Filter(
        "code", "", by_code, labels=lambda keys: {key: key for key in keys if codes.is_code(codes.clean(key))}
    ),
    filters.AUDIENCE,
    filters.REGION,
    filters.PLACE,
    filters.TOPIC,
    filters.CHANNEL,
    Filter("year", "", _over_all("date"), labels=filters.YEAR.labels),
    Filter("campaign", "", _over_all("campaign"), labels=filters.CAMPAIGN.labels),
    filters.DEPARTMENT,
]


def _approval(view: Any, page: Any) -> dict[str, Any] | None:
    """Return the ``approval_data`` of the approval under which the page is live."""
    record = view.records.get(page.code)
    if record is None:
        return None
    valid = record.is_valid(timezone.localdate())
    return approval_data(record, State.IN_FORCE if valid else State.EXPIRED)


def _from_item(name: str) -> Any:
    return lambda view, page: view.item_data(page).get(name)


class PagesEndpoint(OpenViewSet, PagesAPIViewSet):
    """/api/v2/pages/: live public pages; the list gives titles, a single page its text and files."""

    filter_backends: list[Any] = []
    body_fields = [
        "id",
        "title",
        APIField("kind", ComputedField(lambda view, page: str(page.search_kind))),
        APIField("kind_label", ComputedField(lambda view, page: str(page.kind_label))),
        APIField("summary", ComputedField(lambda view, page: page.summary)),
        APIField("date", ComputedField(lambda view, page: page.date.isoformat() if page.date else None)),
        APIField("uid", ComputedField(lambda view, page: f"urn:uuid:{page.translation_key}")),
        APIField("language", ComputedField(lambda view, page: view.languages[page.locale_id])),
        APIField("approval", ComputedField(_approval)),
        *(
            APIField(name, ComputedField(_from_item(name)))
            for name in ("text", "html", "story", "has_lead", "fields", "terms", "pictures", "files", "url")
        ),
    ]
    meta_fields = [
        "type",
        "detail_url",
        "html_url",
        "slug",
        "first_published_at",
        "last_published_at",
    ]
    listing_default_fields = [
        *("id", "type", "detail_url", "html_url", "slug", "first_published_at", "last_published_at"),
        *("title", "kind", "kind_label", "summary", "date", "uid", "language", "approval"),
    ]
    detail_only_fields = ["text", "html", "story", "has_lead", "fields", "terms", "pictures", "files", "url"]
    model = Page
    list_parameters = tuple(item.name for item in FILTERS)
    find_parameters = ("id", "code")

    def value_problems(self, params: Any) -> list[str]:
        if self.action == "listing_view":
            return Listing(Page.objects.none(), FILTERS, params).problems(params)
        known = [code for code in params.getlist("code") if codes.is_code(codes.clean(code))]
        return unknown_values(params, "code", known)

    def get_queryset(self) -> QuerySet[Any]:
        """Return live public pages; users who are signed in get no more than anonymous ones."""
        pages = Page.objects.filter(open_to_all()).order_by("-first_published_at", "-pk")
        listing = Listing(pages.filter(of_kinds(kinds())), FILTERS, self.request.GET)
        found: QuerySet[Any] = listing.filtered() if self.action == "listing_view" else listing.queryset
        return found.specific()  # type: ignore[attr-defined]

    def paginate_queryset(self, queryset: Any) -> Any:
        pages = super().paginate_queryset(queryset)
        self._load_records(pages)
        return pages

    def get_object(self) -> Any:
        page = super().get_object()
        self._load_records([page])
        return page

    def find_object(self, queryset: Any, request: Any) -> Any:
        """Find a page by ``code`` or ``id``."""
        code = codes.clean(request.GET.get("code", ""))
        if codes.is_code(code):
            return queryset.filter(by_code([code])).first()
        return super().find_object(queryset, request)

    def get_serializer_context(self) -> dict[str, Any]:
        context = OpenViewSet.get_serializer_context(self)
        return context | {"base_queryset": Page.objects.none()}

    def _load_records(self, pages: list[Any]) -> None:
        wanted = [page.code for page in pages]
        records = ApprovalRecord.objects.filter(code__in=wanted).select_related("translation_of")
        self.records = {record.code: record for record in records}

    @cached_property
    def languages(self) -> dict[int, str]:
        """{key of a locale: "vi"}."""
        return dict(Locale.objects.values_list("pk", "language_code"))

    def item_data(self, page: Any) -> dict[str, Any]:
        """Return the page as portals get it; {} when its approval has just expired."""
        if not hasattr(self, "_item_data"):
            item: Item | None = published_item(page)
            self._item_data = exchange_data(item) if item else {}
        return self._item_data
