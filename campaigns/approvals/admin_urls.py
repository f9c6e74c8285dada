"""Admin addresses of decisions and revocations, and of the edit views of pages; some replace Wagtail's."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from campaigns.approvals.views import decisions, revocation
from cms.stale_forms.views import PageRevertView

urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(decisions.DecisionView.as_view()),
        name="decide",
    ),
    path("rut-duyet/<str:code>/", require_admin_access(revocation.revoke), name="revoke"),
    path(
        "pages/<int:page_id>/revisions/<int:revision_id>/revert/",
        require_admin_access(PageRevertView.as_view()),
        name="revert_page",
    ),
    path("pages/<int:page_id>/edit/", require_admin_access(decisions.edit), name="edit_page"),
]
