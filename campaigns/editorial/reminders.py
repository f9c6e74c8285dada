"""What someone should look at soon: texts due for review, hotlines due for a call.

The dashboard of the admin lists it at any time; once a day it goes out by e-mail.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import roles
from campaigns.approvals.permissions import manages_shared_records
from campaigns.editorial.models import SentReminder
from campaigns.models import ContentPage, Hotline
from campaigns.models.hotlines import TRUSTED_FOR
from campaigns.models.structure import content_models
from campaigns.reuse import withdrawal_requests
from cms.accounts.models import Role
from cms.signals import every_minute

AHEAD = timedelta(days=7)
# An end of validity is said twice: early enough to have a successor approved, and once more.
EXPIRY_AHEAD = timedelta(days=30)
MORNING = time(7, 30)
LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to look at: its page or number, by when, and where to do it."""

    title: str
    what: str
    day: date
    url: str
    page: Any = None
    role: str = Role.EDITOR
    # For an expiry: since when the text has been public.
    since: date | None = None


def due_items(today: date) -> list[Due]:
    """Everything that is overdue or falls due soon, the oldest first: a week, for an expiry a month."""
    items = [
        Due(page.title, _("Rà soát lại nội dung"), page.review_on, _edit_url(page), page)
        for model in content_models()
        for page in model.due_for_review(today + AHEAD)
    ]
    items += [
        Due(
            page.title,
            _("Sắp hết hạn: trình duyệt bản thay thế nếu còn dùng"),
            day,
            _edit_url(page),
            page,
            since=timezone.localtime(page.last_published_at).date(),
        )
        for page, day in _expiring(today)
    ]
    items += _to_decide()
    for line in Hotline.objects.shown():
        last = line.verified_on + TRUSTED_FOR if line.verified_on and line.is_trusted(today) else today
        if last <= today + AHEAD:
            url = reverse("wagtailsnippets_campaigns_hotline:edit", args=[line.pk])
            items.append(Due(str(line), _("Gọi thử và ghi ngày kiểm tra"), last, url))
    return sorted(items, key=lambda item: item.day)


def _to_decide() -> Iterator[Due]:
    """What waits for an approver: texts hidden for the moment, requests to withdraw."""
    for page, day in withdrawal_requests.hidden_pages(Page.objects.all()):
        what = _("Đang tạm gỡ, không quá 24 giờ: thu hồi, hoặc nhắc Văn phòng công bố lại")
        yield Due(page.title, what, day, _withdraw_url(page), page, Role.APPROVER)
    for one in withdrawal_requests.open_requests(Page.objects.all()):
        what = _("%(who)s đề nghị thu hồi: %(reason)s") % {"who": one.requested_by, "reason": one.reason}
        yield Due(one.page.title, what, one.day, _withdraw_url(one.page), one.page, Role.APPROVER)


def _expiring(today: date) -> Iterator[tuple[Any, date]]:
    """(page, last day) of everything that leaves by itself within thirty days."""
    pages = Page.objects.live().filter(expire_at__isnull=False)
    limit = timezone.make_aware(datetime.combine(today + EXPIRY_AHEAD + timedelta(days=1), time.max))
    for page in pages.filter(expire_at__lte=limit).specific():
        # At midnight the day before was the last one.
        last = (timezone.localtime(page.expire_at) - timedelta(seconds=1)).date()
        if isinstance(page, ContentPage) and last <= today + EXPIRY_AHEAD:
            yield page, last


def worth_a_letter(items: Iterable[Due], today: date) -> list[Due]:
    """What is near, and once what ends in thirty days: a letter a day for a month is not read.

    A worker that was away on that day catches up; what was public for less than thirty days before its
    end has no such letter.
    """
    items = list(items)
    sent = set(SentReminder.objects.filter(day__in={item.day for item in items}).values_list("what", "day"))
    return [
        item
        for item in items
        if item.day <= today + AHEAD
        or (item.since and item.since <= item.day - EXPIRY_AHEAD and (_mark(item), item.day) not in sent)
    ]


def _mark(item: Due) -> str:
    return f"expiry-{item.page.pk}" if item.page else ""


def due_for(user: Any, items: Iterable[Due]) -> list[Due]:
    """The part of the list that this user can do something about."""
    items = list(items)
    mine = {
        (role, page.pk)
        for role in {item.role for item in items if item.page}
        for page in roles.filter_by_role(user, role, [item.page for item in items if item.page])
    }
    shared = manages_shared_records(user)
    return [item for item in items if ((item.role, item.page.pk) in mine if item.page else shared)]


def _withdraw_url(page: Any) -> str:
    return reverse("withdraw", args=[page.pk])


def _edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def remind(sender: Any = None, now: datetime | None = None, **kwargs: Any) -> int:
    """Send whoever has something to do one letter a day, from ``MORNING`` on; returns how many went out."""
    local = timezone.localtime(now)
    if local.time() < MORNING or SentReminder.objects.filter(what=LETTERS, day=local.date()).exists():
        return 0
    with transaction.atomic():
        # Of two workers the second waits here, and finds the day taken.
        _day, first = SentReminder.objects.get_or_create(what=LETTERS, day=local.date())
        return _write(local.date()) if first else 0


def _write(today: date) -> int:
    items = worth_a_letter(due_items(today), today)
    people = (roles.all_users_with_role(Role.EDITOR) | roles.all_users_with_role(Role.APPROVER)).exclude(
        email=""
    )
    said: set[tuple[str, date]] = set()
    letters = 0
    for user in people if items else ():
        own = due_for(user, items)
        if not own:
            continue
        text = render_to_string("editorial/reminder_email.txt", {"items": own, "user": user})
        user.email_user(_("Chung Tay: việc cần rà soát"), text)
        said |= {(_mark(item), item.day) for item in own if item.since}
        letters += 1
    SentReminder.objects.bulk_create(
        [SentReminder(what=what, day=day) for what, day in sorted(said)], ignore_conflicts=True
    )
    return letters


def connect() -> None:
    every_minute.connect(remind, dispatch_uid="campaigns.remind")
