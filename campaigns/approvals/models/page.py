"""The abstract page type whose instances are live only with a content that was approved."""

from typing import Any

from django.db import models, transaction
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from campaigns.approvals import files, responses, rules
from campaigns.approvals.content_hash import VOLATILE
from campaigns.approvals.locks import ReviewLock
from campaigns.approvals.permissions import ContentPermissionTester
from campaigns.approvals.status import ApprovalStatus, ended_status
from cms.models import BasePage
from cms.normalise import normalise_fields

# Sent with ``page`` before every publication; receivers return a list of messages that stop it.
publication_check = Signal()


class ApprovedPage(BasePage):
    """A page that can only be live with a content that was approved for it (rule 31).

    Subclasses provide ``exact_text``, the wording that an approval records.
    """

    # The code of the approval under which the page is, or was last, live.
    code = models.CharField(_("mã duyệt"), max_length=10, blank=True, editable=False, db_index=True)

    _ended: ApprovalStatus | None = None

    class Meta:
        abstract = True

    @property
    def exact_text(self) -> str:
        """The wording that an approval records and that readers get, NFC."""
        raise NotImplementedError(f"{type(self).__name__} must state the text that is approved")

    @property
    def is_verbatim(self) -> bool:
        """Whether the page in memory may hold a text that was approved, in which nothing is repaired."""
        return self.live or bool(self.code)

    @property
    def has_kit(self) -> bool:
        """Whether the page has a kit: its text is used word for word in other channels."""
        return False

    def permissions_for_user(self, user: Any) -> ContentPermissionTester:
        return ContentPermissionTester(user, self)

    def get_lock(self) -> Any:
        """Wagtail's lock; that of a workflow holds for everyone."""
        lock = super().get_lock()
        return ReviewLock(self, lock.task) if isinstance(lock, WorkflowLock) else lock

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish an approved revision, in one transaction with the rows of everyone who is to be notified.

        Raises ``PublicationRefused``; a scheduled publication is cancelled instead.
        """
        # A concurrent withdrawal waits for this row and then withdraws the page, or has happened already.
        Page.objects.select_for_update().filter(pk=self.pk).first()
        rules.require_publisher(self, user)
        try:
            draft = rules.draft_of(revision)
            rules.require_publishable(draft)
            files.require_unchanged(draft)
        except rules.PublicationRefused as refusal:
            if kwargs.get("log_action") != "wagtail.publish.scheduled":
                raise
            rules.cancel_scheduled_publication(self, revision, str(refusal))
            return None
        return super().publish(revision, user=user, **(kwargs | {"skip_permission_checks": True}))

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Wagtail's; a withdrawn or expired page still answers at its addresses, with 410 and the reason."""
        address = "".join(f"/{part}" for part in path_components) + "/"
        is_own = not self.live and address in self.get_route_paths()
        ended = ended_status(self) if is_own else None
        if ended is not None:
            # Passed on the page: routable pages give ``serve`` other arguments.
            self._ended = ended
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._ended is None:
            return super().serve(request, *args, **kwargs)
        return responses.gone(request, self._ended)

    def ended_response(self, request: HttpRequest) -> HttpResponse:
        status = ended_status(self)
        return responses.gone(request, status) if status else super().ended_response(request)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Wagtail's; a revision that was submitted for review is never overwritten, a new one is made."""
        old = kwargs.get("overwrite_revision")
        if old is not None and old.task_states.exists():
            kwargs["overwrite_revision"] = None
        # A draft of a live page is not the approved text any more.
        normalise_fields(self, is_draft=True)
        return super().save_revision(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raise ``PublicationRefused`` when a live page would be saved with a content not approved."""
        names = kwargs.get("update_fields")
        if self.live and (names is None or set(names) - VOLATILE):
            self.code = rules.require_approved(self).code
        super().save(*args, **kwargs)

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        errors = super().publication_errors()
        for _receiver, messages in publication_check.send(sender=type(self), page=self):
            errors += [(None, message) for message in messages or ()]
        return errors
