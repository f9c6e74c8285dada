"""Vocabularies in the admin menu "Danh mục"; names and order can be changed, keys cannot.

Regions come from the official list (``load_vocabulary``), and only their traits are edited here.
"""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from cms.vietnamese import slugify
from cms.vocabulary.finder import find_regions
from cms.vocabulary.models import Audience, Channel, Movement, Region, Topic, Trait

MAX_RESULTS = 100


class TermForm(WagtailAdminModelForm):
    """Form of a term; the key is set once, by default from the name, and never changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].disabled = bool(self.instance.pk)

    def clean_slug(self) -> str:
        if self.instance.pk:
            return self.instance.slug
        return slugify(self.cleaned_data.get("slug") or self.cleaned_data.get("name", ""))


class TopicForm(TermForm):
    """Form of a topic or of a trick below a topic; there are two levels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(parent__isnull=True)
        self.fields["parent"].queryset = topics.exclude(pk=self.instance.pk)


SLUG = FieldPanel(
    "slug",
    heading=_("khóa"),
    help_text=_("Dùng trong địa chỉ, bộ lọc và dữ liệu. Để trống thì lấy từ tên; sau này không đổi được."),
)
TERM_PANELS = [FieldPanel("name", heading=_("tên")), SLUG, FieldPanel("sort_order")]


class TermViewSet(SnippetViewSet):
    """A vocabulary whose terms can be added, renamed and reordered."""

    icon = "tag"
    list_display = ["name", "slug"]
    list_per_page = 50
    sort_order_field = "sort_order"
    search_fields = ["name", "slug"]
    copy_view_enabled = False
    edit_handler = ObjectList(TERM_PANELS, base_form_class=TermForm)


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "group"


class TopicViewSet(TermViewSet):
    model = Topic
    icon = "list-ul"
    list_display = ["name", "letter", "parent", "slug"]
    edit_handler = ObjectList(
        [*TERM_PANELS, FieldPanel("letter"), FieldPanel("parent", widget=forms.Select)],
        base_form_class=TopicForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return Topic.objects.select_related("parent")


class ChannelViewSet(TermViewSet):
    model = Channel
    icon = "mail"


class MovementViewSet(TermViewSet):
    model = Movement
    icon = "pick"


class TraitViewSet(TermViewSet):
    model = Trait
    icon = "tag"


class OfficialListPolicy(ModelPermissionPolicy):
    """Refuses adding and deleting, because rows come from the official list."""

    def user_has_permission(self, user: AbstractUser, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: AbstractUser, action: str, instance: Region) -> bool:
        return self.user_has_permission(user, action)


def found(regions: QuerySet[Region], text: str, reorder: bool = True) -> QuerySet[Region]:
    """The regions that the finder gives for the text, best first."""
    codes = [match.region.code for match in find_regions(text, MAX_RESULTS)]
    regions = regions.filter(slug__in=codes)
    if not (codes and reorder):
        return regions
    return regions.order_by(Case(*(When(slug=code, then=rank) for rank, code in enumerate(codes))))


class RegionIndexView(IndexView):
    """The list of regions, searched with the finder."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Region]) -> QuerySet[Region]:
        if not self.is_searching:
            return queryset
        return found(queryset, self.search_query, reorder=not self.is_explicitly_ordered)


class RegionFilterSet(WagtailFilterSet):
    class Meta:
        model = Region
        fields = ["kind", "parent", "traits"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["parent"].queryset = Region.objects.filter(parent__isnull=True)


class RegionSearchForm(BaseFilterForm):
    """Search form of the chooser of a single region."""

    q = forms.CharField(label=_("Tìm địa bàn"), required=False)

    def filter(self, objects: QuerySet[Region]) -> QuerySet[Region]:
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return found(objects, self.search_query) if self.search_query else objects


class CurrentRegionsMixin:
    filter_form_class = RegionSearchForm

    def get_object_list(self) -> QuerySet[Region]:
        return Region.objects.current()


class RegionChooseView(CurrentRegionsMixin, ChooseView):
    """The chooser of current units."""


class RegionChooseResultsView(CurrentRegionsMixin, ChooseResultsView):
    """The results of the chooser, reloaded on search and paging."""


class RegionChooserViewSet(SnippetChooserViewSet):
    choose_view_class = RegionChooseView
    choose_results_view_class = RegionChooseResultsView


class RegionViewSet(SnippetViewSet):
    model = Region
    icon = "site"
    list_display = ["name", "slug", "get_kind_display", "parent"]
    list_per_page = 50
    copy_view_enabled = False
    index_view_class = RegionIndexView
    filterset_class = RegionFilterSet
    chooser_viewset_class = RegionChooserViewSet
    edit_handler = ObjectList(
        [
            *(
                FieldPanel(field, read_only=True)
                for field in ("name", "official_name", "slug", "kind", "parent", "valid_from", "valid_to")
            ),
            FieldPanel("resolution", read_only=True),
            FieldPanel("traits", widget=forms.CheckboxSelectMultiple),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        return Region.objects.select_related("parent")


class VocabularyGroup(SnippetViewSetGroup):
    items = (
        AudienceViewSet,
        TopicViewSet,
        ChannelViewSet,
        MovementViewSet,
        TraitViewSet,
        RegionViewSet,
    )
    menu_label = _("Danh mục")
    menu_name = "vocabulary"
    menu_icon = "tag"
    menu_order = 700
