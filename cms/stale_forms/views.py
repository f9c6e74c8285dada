"""The check in all edit views of Wagtail's admin."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.views.generic import EditView
from wagtail.admin.views.pages.edit import EditView as WagtailPageEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView

from cms.stale_forms.conflicts import OVERWRITE, render
from cms.stale_forms.forms import StaleFormError, versioned


def register() -> None:
    """Give the check to the forms of all generic edit views and to the name in one's own account.

    Generic are those of snippets, settings, files, accounts, groups, collections, redirects, workflows.
    """
    make_form = EditView.get_form

    def get_form(view: Any, form_class: type[Any] | None = None) -> Any:
        return make_form(view, versioned(form_class or view.get_form_class()))

    EditView.get_form = get_form
    NameEmailSettingsPanel.form_class = versioned(NameEmailForm)


class VersionedPageMixin:
    """The check in a view that edits pages; the preview takes any version."""

    def get(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form_class = versioned(self.form_class)
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form_class = versioned(self.form_class)
        if OVERWRITE in request.POST:
            # One's own draft of before the conflict stays in the history too.
            data: Any = request.POST.copy()
            data.pop("overwrite_revision_id", None)
            request.POST = data
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def form_valid(self: Any, form: Any) -> HttpResponse:
        """Wagtail's, in one transaction with the last check; a refused action leaves the draft saved."""
        with transaction.atomic():
            form.require_current()
            try:
                return super().form_valid(form)  # type: ignore[misc]
            except PermissionDenied as error:
                refusal = error
        raise refusal

    def form_invalid(self: Any, form: Any) -> HttpResponse:
        if form.conflict and self.expects_json_response:
            return self.json_error_response("invalid_revision", form.conflict.sentence(self.request.user))
        if form.conflict and (self.locked_for_user or self.is_cancelling_workflow):
            # In these cases Wagtail says something else.
            text = render(self.request, form.conflict, can_overwrite=not self.locked_for_user)
            messages.error(self.request, text)
        return super().form_invalid(form)  # type: ignore[misc]


class PageEditView(VersionedPageMixin, WagtailPageEditView):
    """Wagtail's edit view of pages."""


class PageRevertView(VersionedPageMixin, RevisionsRevertView):
    """Wagtail's edit view of pages, filled with an earlier version."""


class StaleFormMiddleware:
    """Sends a form again through its view when somebody saved after its check: the view then refuses it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, StaleFormError) or match is None:
            return None
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response
