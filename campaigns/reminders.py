"""What someone should look at soon: texts due for review, hotlines due for a call.

The dashboard of the admin lists it at any time; once a day it goes out by e-mail.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns import approval, reach
from campaigns.models import ContentPage, Hotline, MaterialPage, ScamWarningPage
from campaigns.models.hotlines import TRUSTED_FOR
from cms.accounts.models import Role
from cms.signals import minute_tick

AHEAD = timedelta(days=7)
# An end of validity is said twice: early enough to have a successor approved, and once more.
EXPIRY_AHEAD = timedelta(days=30)
MORNING = time(7, 30)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to look at: its page or number, by when, and where to do it."""

    title: str
    what: str
    day: date
    url: str
    page: Any = None


def due_items(today: date) -> list[Due]:
    """Everything that is overdue or falls due soon, the oldest first: a week, for an expiry a month."""
    items = [
        Due(page.title, _("Rà soát lại nội dung"), page.review_on, _edit_url(page), page)
        for model in (ScamWarningPage, MaterialPage)
        for page in model.objects.live().filter(review_on__lte=today + AHEAD)
    ]
    items += [
        Due(page.title, _("Sắp hết hạn: trình duyệt bản thay thế nếu còn dùng"), day, _edit_url(page), page)
        for page, day in _expiring(today)
    ]
    for line in Hotline.objects.shown():
        last = line.verified_on + TRUSTED_FOR if line.verified_on and line.is_trusted(today) else today
        if last <= today + AHEAD:
            url = reverse("wagtailsnippets_campaigns_hotline:edit", args=[line.pk])
            items.append(Due(str(line), _("Gọi thử và ghi ngày kiểm tra"), last, url))
    return sorted(items, key=lambda item: item.day)


def _expiring(today: date) -> Iterator[tuple[Any, date]]:
    """(page, last day) of everything that leaves by itself within thirty days."""
    pages = Page.objects.live().filter(expire_at__isnull=False)
    limit = timezone.make_aware(datetime.combine(today + EXPIRY_AHEAD + timedelta(days=1), time.max))
    for page in pages.filter(expire_at__lte=limit).specific():
        # At midnight the day before was the last one.
        last = (timezone.localtime(page.expire_at) - timedelta(seconds=1)).date()
        if isinstance(page, ContentPage) and last <= today + EXPIRY_AHEAD:
            yield page, last


def worth_a_letter(item: Due, today: date) -> bool:
    """What is near, and once what ends in thirty days: a letter a day for a month is not read."""
    return item.day <= today + AHEAD or item.day == today + EXPIRY_AHEAD


def due_for(user: Any, items: Iterable[Due]) -> list[Due]:
    """The part of the list that this user can do something about."""
    return [
        item
        for item in items
        if (approval.has_role(user, Role.EDITOR, item.page) if item.page else reach.keeps_site_records(user))
    ]


def _edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def remind(sender: Any = None, now: datetime | None = None, **kwargs: Any) -> int:
    """Send each editor with something due one letter a day, from ``MORNING`` on; returns how many."""
    local = timezone.localtime(now)
    if local.time() < MORNING or not cache.add(f"reminded-{local.date()}", 1, timeout=2 * 86_400):
        return 0
    items = [item for item in due_items(local.date()) if worth_a_letter(item, local.date())]
    people = {
        user.pk: user
        for item in items
        for user in (
            approval.holders(item.page, Role.EDITOR) if item.page else approval.all_holders(Role.EDITOR)
        )
        if user.email
    }
    due = {user: due_for(user, items) for user in people.values()}
    letters = {user: own for user, own in due.items() if own}
    for user, own in letters.items():
        text = render_to_string("campaigns/admin/reminder.txt", {"items": own, "user": user})
        user.email_user(_("Chung Tay: việc cần rà soát"), text)
    return len(letters)


def connect() -> None:
    minute_tick.connect(remind, dispatch_uid="campaigns.remind")
