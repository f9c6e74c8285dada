"""The public addresses that are no pages: checking a code, taking kits, embedding."""

from django.urls import path

from campaigns.views import check, embed

urlpatterns = [
    path("nhung.js", embed.script, name="embed_script"),
    path("nhung/<str:typed>/", embed.embed, name="embed"),
    path("oembed/", embed.oembed, name="oembed"),
    path("xac-minh/", check.ask, name="check_ask"),
    path("xac-minh/<str:typed>/json/", check.check_json, name="check_json"),
    path("xac-minh/<str:typed>/", check.check, name="check"),
]
