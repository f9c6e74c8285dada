"""Admin addresses of remarks, choosers, outdated phrases and the privacy check."""

from django.urls import path

from campaigns.editorial.views import (
    finders,
    guide,
    hotlines,
    outdated,
    outgoing_links,
    privacy,
    remarks,
)

urlpatterns = [
    path("do-dai-tin-nhan/", remarks.message_size, name="message_size"),
    path("tim-van-ban/", finders.documents, name="document_finder"),
    path("tim-don-vi/", finders.organisations, name="organisation_finder"),
    path("soat-loi/<int:page_id>/", remarks.remarks, name="remarks"),
    path("huong-dan/<slug:name>/", guide.guide, name="guide"),
    path("duong-day-nong/<int:pk>/kiem-tra/", hotlines.check, name="hotline_check"),
    path("lien-ket-ngoai/", outgoing_links.report, name="outgoing_links"),
    path("ra-soat/", outdated.occurrences, name="outdated_phrases"),
    path("kiem-tra-nan-nhan/<int:page_id>/", privacy.privacy_check, name="privacy_check"),
]
