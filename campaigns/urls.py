"""The public addresses that are no pages: checking a code, taking kits, embedding."""

from django.urls import path

from campaigns.views import basket, check, embed, kits

urlpatterns = [
    path("lay-ve/", basket.basket, name="kit_basket"),
    path("lay-ve/don/<slug:key>/", basket.order, name="kit_order"),
    path("lay-ve/don/<slug:key>/tai-ve/", basket.order_file, name="kit_order_file"),
    path("lay-ve/don/<slug:key>/lam-lai/", basket.order_again, name="kit_order_again"),
    path("lay-ve/<str:typed>/", kits.kit, name="kit"),
    path("lay-ve/<str:typed>/xem/<str:name>/", kits.picture, name="kit_picture"),
    path("lay-ve/<str:typed>/<str:name>", kits.output, name="kit_output"),
    path("nhung.js", embed.script, name="embed_script"),
    path("nhung/<str:typed>/", embed.embed, name="embed"),
    path("oembed/", embed.oembed, name="oembed"),
    path("xac-minh/", check.ask, name="check_ask"),
    path("xac-minh/<str:typed>/json/", check.check_json, name="check_json"),
    path("xac-minh/<str:typed>/", check.check, name="check"),
]
