"""URLs of search, included at the root of the site before Wagtail's."""

from django.urls import path

from search import views

urlpatterns = [
    path("tim-kiem/", views.results, name="search"),
    path("tim-kiem/goi-y/", views.suggestions, name="search_suggestions"),
    path("api/search/", views.api, name="search_api"),
]
