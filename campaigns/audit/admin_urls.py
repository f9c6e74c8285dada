"""Admin addresses of the security log."""

from django.urls import path

from campaigns.audit import views

urlpatterns = [
    path("nhat-ky-an-ninh/", views.SecurityLogView.as_view(), name="security_log"),
    path(
        "nhat-ky-an-ninh/results/",
        views.SecurityLogView.as_view(results_only=True),
        name="security_log_results",
    ),
    path("nhat-ky-an-ninh/tai-ve/", views.export, name="security_log_export"),
]
