"""Public addresses of kits, orders and embeds."""

from django.urls import path

from campaigns.kits.views import basket, embed, kit

urlpatterns = [
    path("lay-ve/", basket.basket, name="kit_basket"),
    path("lay-ve/don/<slug:key>/", basket.order, name="kit_order"),
    path("lay-ve/don/<slug:key>/tai-ve/", basket.order_file, name="kit_order_file"),
    path("lay-ve/don/<slug:key>/lam-lai/", basket.order_again, name="kit_order_again"),
    path("lay-ve/<str:raw_code>/", kit.kit, name="kit"),
    path("lay-ve/<str:raw_code>/xem/<str:name>/", kit.picture, name="kit_picture"),
    path("lay-ve/<str:raw_code>/<str:name>", kit.output, name="kit_output"),
    path("nhung.js", embed.script, name="embed_script"),
    path("nhung/<str:raw_code>/", embed.embed, name="embed"),
    path("oembed/", embed.oembed, name="oembed"),
]
