"""Public addresses that are not pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("campaigns.kits.urls")),
    path("", include("campaigns.approvals.urls")),
]
