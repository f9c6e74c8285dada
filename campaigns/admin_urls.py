"""Admin addresses of the apps in this package."""

from django.urls import include, path

urlpatterns = [
    path("", include("campaigns.audit.admin_urls")),
    path("", include("campaigns.reuse.admin_urls")),
    path("", include("campaigns.editorial.admin_urls")),
]
