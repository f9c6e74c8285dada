"""Addresses of the portals in the admin, below /cong/."""

from django.urls import path

from campaigns.portal.views import imports, manual, outgoing

urlpatterns = [
    path("", outgoing.overview, name="portal_overview"),
    path("thu/<int:pk>/", outgoing.check_connection, name="portal_test"),
    path("gui-het/<int:pk>/", outgoing.send_all, name="portal_send_all"),
    path("soat/<int:pk>/", outgoing.check_items_now, name="portal_check_items"),
    path("bai/<int:page_id>/", outgoing.item, name="portal_item"),
    path("bai/<int:page_id>/<int:pk>/", outgoing.decide, name="portal_decide"),
    path("bai/", outgoing.DeliveriesView.as_view(), name="portal_deliveries"),
    path(
        "bai/results/", outgoing.DeliveriesView.as_view(results_only=True), name="portal_deliveries_results"
    ),
    path("tiep-nhan/", imports.index, name="portal_imports"),
    path("tiep-nhan/<int:pk>/", imports.import_or_decline, name="portal_import"),
    path("dang-tay/<int:page_id>/", manual.html, name="portal_manual"),
    path("dang-tay/<int:page_id>/zip/", manual.archive, name="portal_zip"),
]
