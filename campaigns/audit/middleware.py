"""Logs each file that leaves the admin: spreadsheets, exports for auditors, whatever comes later."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.audit.log import record
from campaigns.audit.models import SecurityEvent


class ExportLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        disposition = response.get("Content-Disposition", "")
        if disposition.startswith("attachment") and request.path.startswith(self.admin):
            name = re.search(r'filename="?([^";]+)', disposition)
            text = _("Tải về %(file)s từ %(page)s.") % {
                "file": name[1] if name else _("một tệp"),
                "page": request.path,
            }
            record(SecurityEvent.Kind.EXPORT, text, request.user, request, actor=request.user)
        return response
