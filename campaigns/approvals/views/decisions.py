"""The decision on a page under review, and what the person who decided is told (rule 124)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page, TaskState, WorkflowState

from campaigns.approvals import authorship, codes, freeze, reviewers, revocation, roles
from campaigns.approvals.models import ApprovalRecord, ApproveTask, PublishTask, ReviewTask
from cms.accounts.models import Role, User
from cms.stale_forms.views import PageEditView

HOME = "wagtailadmin_home"
REVIEWERS = (Role.APPRAISER, Role.APPROVER, Role.EDITOR)


class DecisionView(WorkflowActionView):
    """Wagtail's view of a workflow action; it answers on the dashboard in words, whatever happened."""

    def get_redirect_url(self) -> str:
        # Who decides may not open the page any more; the next work stands on the dashboard.
        return reverse(HOME)

    def get_task_state(self) -> TaskState:
        state = super().get_task_state()
        if state.workflow_state.object_id != str(self.object.pk):
            raise Http404
        return state

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(self.task, ReviewTask):
            return super().dispatch(request, *args, **kwargs)
        if not roles.has_role(request.user, self.task.role, self.object):
            # Nothing is said about a text of others, not even its title.
            raise PermissionDenied
        if self._is_decided():
            return self._tell_who_was_first()
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied as refusal:
            if self._is_decided():
                return self._tell_who_was_first()
            messages.error(request, str(refusal) or self._why_not())
            return self._go_home()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid() and not self._is_dialogue():
            for name, errors in form.errors.items():
                label = f"{form.fields[name].label}: " if name in form.fields else ""
                messages.error(request, label + " ".join(errors))
            return self._go_home()
        response = super().post(request, *args, **kwargs)
        if form.is_valid():
            text, buttons = outcome_of(self.task_state, request.user)
            messages.success(request, text, buttons=buttons)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The dialogue also shows the exact words that the person agrees to (rule 132)."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.action_name == "approve" and isinstance(self.task, ReviewTask):
            context["words"] = self._words()
        return context

    def _words(self) -> dict[str, Any]:
        words = freeze.preview(self.task_state.revision)
        if not isinstance(self.task, ApproveTask):
            return words
        user = self.request.user
        appraisers = User.objects.filter(pk__in=authorship.reviewers(self.task_state)[:1])
        signer = f"{user.post} {user.get_full_name() or user.username}".strip()
        return words | {"freezes": True, "appraiser": reviewers.names(appraisers), "signer": signer}

    def _is_dialogue(self) -> bool:
        return self.request.headers.get("x-requested-with") == "XMLHttpRequest"

    def _is_decided(self) -> bool:
        self.task_state.refresh_from_db()
        return bool(self.task_state.status != TaskState.STATUS_IN_PROGRESS)

    def _tell_who_was_first(self) -> HttpResponse:
        text, buttons = outcome_of(self.task_state, self.request.user)
        messages.warning(self.request, text, buttons=buttons)
        return self._go_home()

    def _go_home(self) -> HttpResponse:
        if self._is_dialogue():
            return self.render_modal_json(self.request, {"step": "success", "redirect": reverse(HOME)})
        return redirect(HOME)

    def _why_not(self) -> str:
        disqualified = self.task.disqualified_users([self.task_state]).get(self.task_state.pk, set())
        if self.request.user.pk in disqualified:
            return _(
                "Bạn đã soạn, trình hoặc thẩm định “%(title)s”, nên người khác quyết định ở bước này."
            ) % {"title": title(self.object)}
        errors = [str(message) for _field, message in self.task.blocking_errors(self.object)]
        return " ".join(errors) or _("Nội dung này không còn chờ bước bạn chọn.")


def edit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Wagtail's edit view; a reviewer who has nothing to decide there is told how the text stands."""
    found = Page.objects.filter(pk=page_id).first()
    page = found.specific if found else None
    if page is None or page.permissions_for_user(request.user).can_edit():
        return PageEditView.as_view()(request, page_id=page_id)
    if not any(roles.has_role(request.user, role, page) for role in REVIEWERS):
        raise PermissionDenied
    states = TaskState.objects.filter(workflow_state__object_id=str(page.pk), finished_at__isnull=False)
    state = states.order_by("-finished_at").first()
    if state is not None:
        text, buttons = outcome_of(state, request.user)
    else:
        nothing = _("“%(title)s” chưa được trình; không có gì chờ bạn.") % {"title": title(page)}
        text, buttons = next_step(page) or nothing, []
    messages.info(request, text, buttons=buttons)
    return redirect(HOME)


def title(page: Page) -> str:
    """Title of the page's latest draft."""
    return str(page.specific_deferred.get_admin_display_title())


def outcome_of(state: TaskState, user: Any) -> tuple[str, list[Any]]:
    """(sentences, buttons) about a finished step: who decided what when, who acts next, what is live."""
    state = TaskState.objects.select_related("finished_by", "task", "workflow_state").get(pk=state.pk)
    page = Page.objects.get(pk=state.workflow_state.object_id).specific
    sentences = [_decision(state, page, user)]
    buttons: list[Any] = []
    if state.status == TaskState.STATUS_APPROVED:
        if isinstance(state.task.specific, PublishTask):
            published, buttons = _publication(page)
            sentences.append(published)
        else:
            sentences.append(next_step(page))
            code = _code(state, page)
            if code and roles.has_role(user, state.task.specific.role, page):
                buttons = [messages.button(reverse("check", args=[code]), _("Xem mã duyệt"))]
            record = ApprovalRecord.objects.filter(code=code).first() if code else None
            if record is not None and revocation.can_revoke(user, record):
                buttons.append(messages.button(reverse("revoke", args=[code]), _("Rút duyệt")))
    elif state.status == TaskState.STATUS_REJECTED:
        sentences.append(_("Người trình nhận thư kèm lý do; bài đã mở khóa để sửa."))
    return " ".join(part for part in sentences if part), buttons


def next_step(page: Page) -> str:
    """Sentence on the next step of the page's workflow and who takes it; "" when nothing waits."""
    state = page.current_workflow_task_state
    if state is None or not isinstance(state.task.specific, ReviewTask):
        return ""
    people = reviewers.able_to_decide(state)
    values = {"step": state.task.specific.name, "unit": reviewers.unit_name(page)}
    if not people:
        return (
            _("Bước tiếp theo: %(step)s, nhưng “%(unit)s” chưa có ai làm được; xin báo người quản trị.")
            % values
        )
    return _("Bước tiếp theo: %(step)s, do %(names)s.") % (values | {"names": reviewers.names(people)})


def reason_of_return(page: Page) -> str:
    """Return a sentence with who sent the page back to its author, when and why; "" if nobody did."""
    workflow_state = page.current_workflow_state
    if workflow_state is None or workflow_state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    state = workflow_state.current_task_state
    if state is None or not state.finished_at:
        return ""
    at = timezone.localtime(state.finished_at).strftime("%H:%M, %d/%m/%Y")
    sentence = _("%(who)s đã trả lại bài này lúc %(at)s.") % {"who": _name(state.finished_by), "at": at}
    if state.comment.strip():
        sentence += " " + _("Lý do: %(reason)s") % {"reason": state.comment.strip()}
    return sentence


def _decision(state: TaskState, page: Page, user: Any) -> str:
    task = state.task.specific
    code = _code(state, page)
    is_planned = isinstance(task, PublishTask) and page.scheduled_revision is not None
    label = _("hẹn giờ công bố") if is_planned else str(getattr(task, "approve_label", task.name)).lower()
    values = {
        "who": _name(state.finished_by),
        "title": title(page),
        "at": timezone.localtime(state.finished_at).strftime("%H:%M, %d/%m/%Y") if state.finished_at else "",
        "label": label,
    }
    if state.status == TaskState.STATUS_CANCELLED:
        return _("Quy trình duyệt “%(title)s” đã bị hủy lúc %(at)s, nên không còn gì để quyết định.") % values
    if state.status == TaskState.STATUS_REJECTED:
        own, other = _("Đã trả lại “%(title)s”."), _("%(who)s đã trả lại “%(title)s” lúc %(at)s.")
    else:
        own, other = _("Đã %(label)s “%(title)s”."), _("%(who)s đã %(label)s “%(title)s” lúc %(at)s.")
    sentence = (own if state.finished_by_id == user.pk else other) % values
    return f"{sentence[:-1]}, {_('mã')} {codes.shown(code)}." if code else sentence


def _publication(page: Any) -> tuple[str, list[Any]]:
    planned = page.scheduled_revision
    if planned is not None:
        at = timezone.localtime(planned.approved_go_live_at).strftime("%H:%M, %d/%m/%Y")
        return _("Bài tự hiện lúc %(at)s; trước giờ ấy người đọc chưa thấy.") % {"at": at}, []
    if not page.live:
        return "", []
    return _("Người đọc đã xem được."), [messages.button(page.full_url, _("Xem trên trang"), new_window=True)]


def _code(state: TaskState, page: Any) -> str:
    """Code of the record that this approval made, or under which the page went live; "" for other steps."""
    task = state.task.specific
    if state.status != TaskState.STATUS_APPROVED or not isinstance(task, (ApproveTask, PublishTask)):
        return ""
    if isinstance(task, PublishTask):
        return str(page.code) if page.live else ""
    records = ApprovalRecord.objects.filter(revision_id=state.revision_id)
    return str(records.values_list("code", flat=True).first() or "")


def _name(user: User | None) -> str:
    return reviewers.names([user]) if user else _("Hệ thống")
