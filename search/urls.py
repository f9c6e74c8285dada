"""URLs of search, included at the root of the site before Wagtail's."""

from django.urls import path

from cms.searchable import SEARCH_PATH
from search import views

RESULTS = SEARCH_PATH.removeprefix("/")

urlpatterns = [
    path(RESULTS, views.results, name="search"),
    path(f"{RESULTS}goi-y/", views.suggestions, name="search_suggestions"),
    path("api/search/", views.api, name="search_api"),
]
