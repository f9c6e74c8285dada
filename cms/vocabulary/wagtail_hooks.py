"""Registers the snippets of "Danh mục" and the URL of the region finder."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.vocabulary import views
from cms.vocabulary.models import Region
from cms.vocabulary.viewsets import OfficialListPolicy, VocabularyGroup

register_permission_policy(Region, OfficialListPolicy(Region), exact_class=True)
register_snippet(VocabularyGroup)


@hooks.register("register_admin_urls")
def region_finder_url() -> list[URLPattern]:
    """Only users with access to the admin can open it."""
    return [path("dia-ban/tim/", views.find, name="region_finder")]
