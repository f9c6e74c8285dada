"""Addresses of signing in that take the place of Wagtail's."""

from django.urls import path

from cms.accounts import views

urlpatterns = [
    path("password_reset/", views.ResetView.as_view(), name="wagtailadmin_password_reset"),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        views.ConfirmView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
]
