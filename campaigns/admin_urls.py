"""Addresses of ours in the admin."""

from django.urls import path

from campaigns.views import editing, finders, privacy, radar, records, reuse, withdrawal

urlpatterns = [
    path("do-dai-tin-nhan/", editing.message_size, name="message_size"),
    path("tim-van-ban/", finders.documents, name="document_finder"),
    path("tim-don-vi/", finders.organisations, name="organisation_finder"),
    path("soat-loi/<int:page_id>/", editing.remarks, name="remarks"),
    path("ra-soat/", radar.sweep, name="radar"),
    path("kiem-tra-nan-nhan/<int:page_id>/", privacy.privacy_check, name="privacy_check"),
    path("thu-hoi/trang/<int:page_id>/", withdrawal.withdraw, name="withdraw"),
    path("de-nghi-thu-hoi/<int:page_id>/", withdrawal.ask, name="ask_withdrawal"),
    path("de-nghi-thu-hoi/<int:page_id>/giu/", withdrawal.decline, name="decline_withdrawal"),
    path("thu-hoi/<int:pk>/", withdrawal.progress, name="withdrawal"),
    path("thu-hoi/<int:pk>/thong-bao/", withdrawal.notice, name="withdrawal_notice"),
    path("su-dung/", reuse.RegisterView.as_view(), name="reuse_register"),
    path("su-dung/results/", reuse.RegisterView.as_view(results_only=True), name="reuse_register_results"),
    path("su-dung/ghi/<str:code>/", reuse.note, name="reuse_note"),
    path("su-dung/<int:pk>/anh/", reuse.photo, {"name": "evidence"}, name="reuse_evidence"),
    path("ho-so-duyet/", records.RecordsView.as_view(), name="approval_records"),
    path(
        "ho-so-duyet/results/",
        records.RecordsView.as_view(results_only=True),
        name="approval_records_results",
    ),
    path("ho-so-duyet/kiem-tra/", records.check, name="approval_records_check"),
    path("ho-so-duyet/kiem-toan/", records.export, name="approval_records_export"),
    path("can-go/", reuse.tasks, name="reuse_tasks"),
    path("can-go/<int:pk>/", reuse.confirm, name="reuse_confirm"),
    path("can-go/<int:pk>/anh/", reuse.photo, name="reuse_photo"),
]
