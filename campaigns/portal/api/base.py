"""Base of all endpoints: read only, open to every origin, cacheable for a minute, strict."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.fields import Field
from rest_framework.response import Response
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from cms.limits import limited
from cms.listing import bad_numbers, page_slice, positive_number, unknown_names

SIZE = 20
MAX_AGE = 60
A_MINUTE = 300


class Paging(WagtailPagination):
    """``page`` and ``size`` as everywhere on the site, or Wagtail's ``limit`` and ``offset``."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self.view, self.total_count = view, queryset.count()
        return list(queryset[page_slice(request.GET, SIZE)])


class ComputedField(Field):
    """A read-only value computed from view and object."""

    def __init__(self, compute: Any) -> None:
        super().__init__(read_only=True)
        self.compute = compute

    def get_attribute(self, instance: Any) -> Any:
        return self.compute(self.context["view"], instance)

    def to_representation(self, value: Any) -> Any:
        return value


class OpenViewSet(BaseAPIViewSet):
    """Unknown parameters and values are named with 400 (rule 129)."""

    http_method_names = ["get", "head", "options"]
    pagination_class = Paging
    filter_backends: list[Any] = []
    # Parameters of the list besides those of paging and fields; parameters that find one object.
    list_parameters: tuple[str, ...] = ()
    find_parameters: tuple[str, ...] = ("id",)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        problems = unknown_names(request.GET, self.known_parameters()) + bad_numbers(request.GET)
        problems = problems or self.value_problems(request.GET)
        if problems:
            raise BadRequestError(" ".join(problems))

    def known_parameters(self) -> tuple[str, ...]:
        """The parameters of this kind of request; the last two are for scripts and of no effect."""
        by_action = {
            "listing_view": (*self.list_parameters, "page", "size", "limit", "offset"),
            "find_view": self.find_parameters,
        }
        return (*by_action.get(self.action, ()), "fields", "rich_text_format", "format", "_")

    def value_problems(self, params: Any) -> list[str]:
        """Messages for values that do not exist."""
        return []

    def check_query_parameters(self, queryset: Any) -> None:
        """Nothing: all kinds of request are checked before."""

    def get_renderer_context(self) -> dict[str, Any]:
        return super().get_renderer_context() | {"indent": None}

    def find_object(self, queryset: Any, request: Any) -> Any:
        return queryset.filter(pk=positive_number(request.GET, "id", 0)).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return limited("api", A_MINUTE)(super().dispatch)(request, *args, **kwargs)

    def finalize_response(self, request: Any, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = (
            f"public, max-age={MAX_AGE}" if response.status_code == 200 else "no-store"
        )
        response["X-Robots-Tag"] = "noindex"
        return response

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Http404):
            return Response({"message": _("Không có mục này.")}, status=404)
        return super().handle_exception(exc)
