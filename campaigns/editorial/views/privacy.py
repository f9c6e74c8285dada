"""View of the privacy check of a case story (rule 14)."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from campaigns.approvals import authorship, content_hash, roles
from campaigns.models import NewsPage, PrivacyCheck
from cms.accounts.models import Role


class PrivacyCheckForm(forms.ModelForm):
    class Meta:
        model = PrivacyCheck
        fields = PrivacyCheck.QUESTIONS


def may_check(user: Any, page: NewsPage) -> bool:
    """Whether the user is an appraiser or approver of the department and not an author of the text."""
    has_role = roles.has_role(user, Role.APPRAISER, page) or roles.has_role(user, Role.APPROVER, page)
    return has_role and user.pk not in authorship.authors(page)


def privacy_check(request: HttpRequest, page_id: int) -> HttpResponse:
    """Form of the six questions about the latest revision of a case story."""
    page = get_object_or_404(NewsPage, pk=page_id, form=NewsPage.Form.CASE)
    if not may_check(request.user, page):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    digest = content_hash.revision_hash(page.get_latest_revision())
    last = PrivacyCheck.objects.filter(page=page, content_hash=digest).first()
    form = PrivacyCheckForm(request.POST or None, instance=None if request.POST else last)
    if request.method == "POST" and form.is_valid():
        form.instance.page = page
        form.instance.content_hash = digest
        form.instance.checked_by = request.user
        check = form.save()
        if check.passed:
            messages.success(request, _("Đã ghi đủ sáu điểm. Bài có thể đi tiếp."))
        else:
            messages.warning(request, _("Đã ghi. Còn điểm chưa đạt: bài chưa thể được duyệt."))
        if page.permissions_for_user(request.user).can_edit():
            return redirect("wagtailadmin_pages:edit", page.pk)
        # The step of the one who checked is another one: the editor is closed to them.
        return redirect("wagtailadmin_home")
    return render(request, "editorial/privacy_check.html", {"page": draft, "form": form, "last": last})
