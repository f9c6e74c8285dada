"""Public addresses of the check of approval codes."""

from django.urls import path

from campaigns.approvals.views import check

urlpatterns = [
    path("xac-minh/", check.ask, name="check_ask"),
    path("xac-minh/<str:raw_code>/json/", check.check_json, name="check_json"),
    path("xac-minh/<str:raw_code>/", check.check, name="check"),
]
