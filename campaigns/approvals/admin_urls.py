"""Admin addresses that take the place of Wagtail's: decisions, and the edit views of pages."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from campaigns.approvals.views import decisions
from cms.stale_forms.views import PageRevertView

urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(decisions.DecisionView.as_view()),
        name="decide",
    ),
    path(
        "pages/<int:page_id>/revisions/<int:revision_id>/revert/",
        require_admin_access(PageRevertView.as_view()),
        name="revert_page",
    ),
    path("pages/<int:page_id>/edit/", require_admin_access(decisions.edit), name="edit_page"),
]
