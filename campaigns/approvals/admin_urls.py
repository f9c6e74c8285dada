"""Admin addresses that take the place of Wagtail's: decisions, and the edit view of who has decided."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from campaigns.approvals.views import decisions

urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(decisions.DecisionView.as_view()),
        name="decide",
    ),
    path("pages/<int:page_id>/edit/", require_admin_access(decisions.edit), name="edit_page"),
]
