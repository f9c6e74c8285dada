"""The admin's API of pictures and documents, limited to what the user works with (rule 136)."""

from typing import Any

from rest_framework.authentication import SessionAuthentication
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class _PermittedItems:
    authentication_classes = (SessionAuthentication,)

    def get_queryset(self) -> Any:
        items = super().get_queryset()  # type: ignore[misc]
        user = self.request.user  # type: ignore[attr-defined]
        policy = policy_registry.get_by_type(items.model)
        return items & policy.instances_user_has_any_permission_for(user, ["change", "delete", "choose"])


class ImagesEndpoint(_PermittedItems, ImagesAdminAPIViewSet):
    pass


class DocumentsEndpoint(_PermittedItems, DocumentsAdminAPIViewSet):
    pass
