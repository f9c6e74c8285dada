"""Password links: making one for somebody else, asking for one, setting a password by it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.account import PasswordResetConfirmView, PasswordResetView
from wagtail.permissions import policy_registry

from cms.accounts import password_links, throttling
from cms.accounts.signals import password_set_by_link


@require_http_methods(["GET", "HEAD", "POST"])
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send or print a link by which the owner of the account sets a password (rule 108)."""
    policy = policy_registry.get_by_type(get_user_model())
    account = get_object_or_404(get_user_model(), pk=pk)
    if not policy.user_has_permission(request.user, "change"):
        raise PermissionDenied
    if account.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    if account == request.user:
        return redirect("wagtailadmin_account")
    if not account.is_active:
        messages.error(request, _("Tài khoản này đang ngừng hoạt động. Mời bật lại trước."))
        return redirect("wagtailusers_users:edit", account.pk)
    printable = password_links.may_be_printed(account)
    way = request.POST.get("by")
    if way == "mail" and account.email:
        password_links.mail_link(account, request.user)
        messages.success(request, _("Đã gửi đường dẫn tới %(address)s.") % {"address": account.email})
        return redirect("wagtailusers_users:index")
    if way == "sheet" and printable:
        context = {"account": account, "link": password_links.printed_link(account, request.user)}
        return render(request, "accounts/password_sheet.html", context)
    return render(request, "accounts/password_link.html", {"account": account, "may_be_printed": printable})


class ResetView(PasswordResetView):
    """Asks for a link; the answer and its time are the same for known and for unknown addresses."""

    def form_valid(self, form: Any) -> HttpResponse:
        if not throttling.may_ask_for_link(self.request):
            form.add_error(
                None,
                _(
                    "Đã có quá nhiều đề nghị từ nơi anh chị. "
                    "Mời thử lại sau một giờ, hoặc hỏi người quản trị."
                ),
            )
            return self.render_to_response(self.get_context_data(form=form), status=429)
        address = form.cleaned_data["email"]
        if throttling.may_get_link(address):
            # The worker looks for the account, so that nobody can tell by the time whether there is one.
            password_links.send_reset_links.enqueue(address)
        return FormView.form_valid(self, form)


class ConfirmView(PasswordResetConfirmView):
    """Sets the password; whoever proved to be the owner may try again at once."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        throttling.trust(self.request, self.user)
        password_set_by_link.send(None, user=self.user, request=self.request)
        return response
