"""Addresses of the portals in the admin, below /cong/."""

from django.urls import path

from campaigns.portal.views import manual, screens, taken

urlpatterns = [
    path("", screens.overview, name="portal_overview"),
    path("thu/<int:pk>/", screens.check, name="portal_check"),
    path("gui-het/<int:pk>/", screens.enlist_all, name="portal_enlist"),
    path("soat/<int:pk>/", screens.look_now, name="portal_look"),
    path("bai/<int:page_id>/", screens.item, name="portal_item"),
    path("bai/<int:page_id>/<int:pk>/", screens.decide, name="portal_decide"),
    path("bai/", screens.DeliveriesView.as_view(), name="portal_deliveries"),
    path("bai/results/", screens.DeliveriesView.as_view(results_only=True), name="portal_deliveries_results"),
    path("tiep-nhan/", taken.taken, name="portal_taken"),
    path("tiep-nhan/<int:pk>/", taken.take, name="portal_take"),
    path("dang-tay/<int:page_id>/", manual.by_hand, name="portal_manual"),
    path("dang-tay/<int:page_id>/zip/", manual.take_zip, name="portal_zip"),
]
