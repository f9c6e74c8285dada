"""Wagtail's views of the document library, which also say whether the words of a file can be read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.documents.views import documents
from wagtail.documents.views.chooser import DocumentChooserUploadView

from cms.file_text.documents import read_at_once
from cms.file_text.notices import notice_of, notices_of
from media.own_collection_views import DocumentsUploadView


def tell(request: HttpRequest, document: Any) -> None:
    """Read a file that was just sent and say what editors should know of it."""
    read_at_once(document)
    notice = notice_of(document)
    if notice.advice:
        show = messages.warning if notice.is_warning else messages.info
        show(request, f"{document.title}: {notice.advice}")


class DocumentIndexView(documents.IndexView):
    """The list, with a column for the words of each file."""

    @property
    def columns(self) -> list[Any]:
        words = Column("words", label=_("Chữ trong tệp"), accessor=lambda document: document.words.label)
        return [*super().columns[:-1], words, super().columns[-1]]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        decorated = super().decorate_paginated_queryset(object_list)
        notices = notices_of(decorated)
        for document in decorated:
            document.words = notices[document.pk]
        return decorated


class DocumentCreateView(documents.CreateView):
    """The form for one new file."""

    def save_action(self) -> HttpResponse:
        response = super().save_action()
        tell(self.request, self.object)
        return response


class DocumentEditView(documents.EditView):
    """The form of a file, with what is known of its words."""

    def save_action(self) -> HttpResponse:
        response = super().save_action()
        if "file" in self.form.changed_data:
            tell(self.request, self.object)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"words": notice_of(self.object)}


class DocumentUploadView(DocumentsUploadView):
    """The upload of several files, each answered with a form and what is known of its words."""

    edit_form_template_name = "wagtaildocs/multiple/uploaded_document.html"

    def get_edit_object_form_context_data(self) -> dict[str, Any]:
        read_at_once(self.object)
        return super().get_edit_object_form_context_data() | {"words": notice_of(self.object)}


class DocumentChooserCreateView(DocumentChooserUploadView):
    """The upload in a chooser; the message is shown when the page is saved."""

    def save_form(self, form: Any) -> Any:
        document = super().save_form(form)
        tell(self.request, document)
        return document
