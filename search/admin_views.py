"""The outbox page of the admin: waiting and failed changes, with the button "Thử lại"."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Max, Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.models import IndexRow
from search.sync import deliver_soon

SHOWN = 100


def can_manage_outbox(user: Any) -> bool:
    return bool(user.is_active and user.has_perm("search.change_indexrow"))


def outbox(request: HttpRequest) -> HttpResponse:
    """List each index with its waiting changes; a POST retries the chosen rows, or all."""
    if not can_manage_outbox(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _retry(request)
    waiting = Q(version__gt=F("delivered"))
    targets = (
        IndexRow.objects.order_by("target")
        .values("target")
        .annotate(
            items=Count("pk"),
            waiting=Count("pk", filter=waiting & Q(dead=False)),
            stopped=Count("pk", filter=waiting & Q(dead=True)),
            oldest=Min("changed", filter=waiting),
            newest=Max("changed"),
        )
    )
    dead = IndexRow.objects.dead_letters().order_by("-changed")
    retrying = (
        IndexRow.objects.pending().filter(dead=False).exclude(attempts=0, answer="").order_by("-changed")
    )
    return render(
        request,
        "search/admin/outbox.html",
        {"targets": targets, "dead": dead[:SHOWN], "retrying": retrying[:SHOWN]},
    )


def _retry(request: HttpRequest) -> HttpResponse:
    chosen = [int(pk) for pk in request.POST.getlist("row") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    rows = IndexRow.objects.filter(pk__in=chosen) if chosen else IndexRow.objects.all()
    count = rows.retry()
    deliver_soon()
    message = ngettext("Đang thử lại %(n)s mục.", "Đang thử lại %(n)s mục.", count) % {"n": count}
    messages.success(request, message if count else _("Không có mục nào đang chờ."))
    return HttpResponseRedirect(reverse("search_outbox"))
