from wagtail.snippets.models import register_snippet

from cms.accounts.viewsets import OrganisationViewSet

register_snippet(OrganisationViewSet)
