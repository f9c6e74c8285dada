from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.accounts.bulk_actions import AssignStaffRole, SetStaffActiveState
from cms.accounts.viewsets import OrganisationViewSet

register_snippet(OrganisationViewSet)
# After Wagtail's own actions of the same names, which they replace.
for action in (AssignStaffRole, SetStaffActiveState):
    hooks.register("register_bulk_action", action, order=10)
