"""Admin addresses of the register of uses, of approval records and of withdrawals."""

from django.urls import path

from campaigns.reuse.views import records, register, withdrawal

urlpatterns = [
    path("thu-hoi/trang/<int:page_id>/", withdrawal.withdraw, name="withdraw"),
    path("de-nghi-thu-hoi/<int:page_id>/", withdrawal.request_withdrawal, name="request_withdrawal"),
    path("de-nghi-thu-hoi/<int:page_id>/giu/", withdrawal.decline, name="decline_withdrawal"),
    path("thu-hoi/<int:pk>/", withdrawal.progress, name="withdrawal"),
    path("thu-hoi/<int:pk>/thong-bao/", withdrawal.notice, name="withdrawal_notice"),
    path("su-dung/", register.RegisterView.as_view(), name="reuse_register"),
    path("su-dung/results/", register.RegisterView.as_view(results_only=True), name="reuse_register_results"),
    path("su-dung/ghi/<str:code>/", register.note, name="reuse_note"),
    path("su-dung/<int:pk>/anh/", register.photo, {"name": "evidence"}, name="reuse_evidence"),
    path("ho-so-duyet/", records.RecordsView.as_view(), name="approval_records"),
    path(
        "ho-so-duyet/results/",
        records.RecordsView.as_view(results_only=True),
        name="approval_records_results",
    ),
    path("ho-so-duyet/kiem-tra/", records.check, name="approval_records_check"),
    path("ho-so-duyet/kiem-toan/", records.export, name="approval_records_export"),
    path("can-go/", register.tasks, name="reuse_tasks"),
    path("can-go/<int:pk>/", register.confirm, name="reuse_confirm"),
    path("can-go/<int:pk>/anh/", register.photo, name="reuse_photo"),
]
