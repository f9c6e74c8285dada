"""Uploads of several files, which start with the collection of the user's own department."""

from typing import Any

from wagtail.documents.views import multiple as documents
from wagtail.images.views import multiple as images

from media.forms import own_collection


class OwnCollectionFirst:
    """Mixin: chooses the own collection where the address names none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parent: Any = super()
        context: dict[str, Any] = parent.get_context_data(**kwargs)
        view: Any = self
        if context["collections"] and not context["selected_collection_id"]:
            own = own_collection(context["collections"], view.request.user)
            # The template compares it with the text of a query.
            context["selected_collection_id"] = str(own.pk) if own else None
        return context


class ImageUploadView(OwnCollectionFirst, images.AddView):
    """The upload of several pictures."""


class DocumentsUploadView(OwnCollectionFirst, documents.AddView):
    """The upload of several documents."""
