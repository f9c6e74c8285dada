"""Root URL configuration; only this module and the settings import packages above ``cms``."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404
from django.urls import include, path, re_path
from django.views.defaults import page_not_found
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import serve as serve_document

from cms import routing, sitemap, views
from cms.byte_ranges import with_ranges
from cms.last_change import unless_modified
from media.views import uploaded

handler500 = "cms.views.server_error"

urlpatterns = [
    path("", include("search.urls")),
    path("", include("campaigns.urls")),
    # The portal is an app that may be left out of the settings (decision 29).
    *([path("", include("campaigns.portal.urls"))] if apps.is_installed("campaigns.portal") else []),
    path("admin/", include("cms.accounts.urls")),
    # Wagtail's page that fails on purpose.
    path("admin/failwhale/", page_not_found, {"exception": Http404()}),
    path("admin/", include("campaigns.approvals.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^tai-ve/(\d+)/(.*)$", with_ranges(serve_document)),
    path("tai-ve/", include(wagtaildocs_urls)),
    path("sitemap.xml", unless_modified(sitemap.index), name="sitemap"),
    path("sitemap-<int:number>.xml", unless_modified(sitemap.part), name="sitemap_part"),
    path("robots.txt", views.robots),
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:name>", uploaded),
    *i18n_patterns(
        # One sign-in page: Wagtail's other one, for readers with accounts, would be a second door.
        path("_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)),
        re_path(wagtail_urls.serve_pattern, routing.serve, name="wagtail_serve"),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
