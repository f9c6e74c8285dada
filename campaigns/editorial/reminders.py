"""Items due soon: reviews, expiries, decisions on withdrawal, hotlines to verify.

The admin dashboard lists them; once a day they are sent by e-mail.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from campaigns.approvals import roles
from campaigns.approvals.permissions import manages_shared_records
from campaigns.editorial import hotline_checks
from campaigns.editorial.models import SentReminder
from campaigns.models import ContentPage, Hotline
from campaigns.models.hotlines import VERIFICATION_PERIOD
from campaigns.models.structure import content_models
from campaigns.reuse import withdrawal_requests
from cms.accounts.models import Role
from cms.mail import notify
from cms.signals import every_minute

AHEAD = timedelta(days=7)
# Expiries are reminded of twice: early enough to have a successor approved, and a week before.
EXPIRY_AHEAD = timedelta(days=30)
# Items that the dashboard shows; the rest follow as these are dealt with.
MOST = 20
MORNING = time(7, 30)
DAILY_EMAIL = "daily e-mail"


@dataclass(frozen=True, slots=True)
class Due:
    """An item that a user with ``role`` has to deal with by ``day``; ``page`` is None for hotlines."""

    title: str
    what: str
    day: date
    url: str
    page: Any = None
    role: str = Role.EDITOR
    # The changed hotline that waits for another person's check.
    hotline: Hotline | None = None
    # Of an expiry: the day of the last publication.
    since: date | None = None


def due_items(
    today: date, within: Callable[[str], Q] = lambda role: Q(), most: int | None = None
) -> list[Due]:
    """All items that are overdue or due within a week, expiries within 30 days; earliest first.

    ``within`` gives the condition on pages for a role; of each sort of items about pages at most ``most``
    are read.
    """
    items = [
        Due(page.title, _("Rà soát lại nội dung"), page.review_on, _edit_url(page), page)
        for model in content_models()
        for page in model.due_for_review(today + AHEAD).filter(within(Role.EDITOR))[:most]
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
        for page, day in _expiring(today, within(Role.EDITOR), most)
    ]
    items += _awaiting_decision(Page.objects.filter(within(Role.APPROVER)))
    for line in Hotline.objects.shown():
        last = (
            line.verified_on + VERIFICATION_PERIOD if line.verified_on and line.is_trusted(today) else today
        )
        if last <= today + AHEAD:
            items.append(Due(str(line), _("Gọi thử và ghi ngày kiểm tra"), last, _check_url(line)))
    items += [
        Due(str(draft), _("Số mới: gọi thử để cho hiện"), today, _check_url(draft), hotline=draft)
        for draft in hotline_checks.waiting()
    ]
    return sorted(items, key=lambda item: item.day)


def _awaiting_decision(pages: PageQuerySet) -> Iterator[Due]:
    """Items for approvers: hidden pages and requests to withdraw."""
    for page, day in withdrawal_requests.hidden_pages(pages):
        what = _("Đang tạm gỡ, không quá 24 giờ: thu hồi, hoặc nhắc Văn phòng công bố lại")
        yield Due(page.title, what, day, _withdraw_url(page), page, Role.APPROVER)
    for one in withdrawal_requests.open_requests(pages):
        what = _("%(who)s đề nghị thu hồi: %(reason)s") % {"who": one.requested_by, "reason": one.reason}
        yield Due(one.page.title, what, one.day, _withdraw_url(one.page), one.page, Role.APPROVER)


def _expiring(today: date, within: Q, most: int | None) -> Iterator[tuple[Any, date]]:
    """(page, last day) of the live pages that expire within 30 days."""
    pages = Page.objects.live().filter(within, expire_at__isnull=False).order_by("expire_at")
    limit = timezone.make_aware(datetime.combine(today + EXPIRY_AHEAD + timedelta(days=1), time.max))
    for page in pages.filter(expire_at__lte=limit).specific()[:most]:
        # A page that expires at midnight has the day before as its last day.
        last = (timezone.localtime(page.expire_at) - timedelta(seconds=1)).date()
        if isinstance(page, ContentPage) and last <= today + EXPIRY_AHEAD:
            yield page, last


def items_to_mail(items: Iterable[Due], today: date) -> list[Due]:
    """Items due within a week, and expiries in 30 days that were not mailed yet.

    The early reminder is sent once, later when the worker did not run on that day, and not for texts that
    were published less than 30 days before they expire.
    """
    items = list(items)
    sent = set(SentReminder.objects.filter(day__in={item.day for item in items}).values_list("what", "day"))
    return [
        item
        for item in items
        if item.day <= today + AHEAD
        or (
            item.since
            and item.since <= item.day - EXPIRY_AHEAD
            and (_reminder_key(item), item.day) not in sent
        )
    ]


def _reminder_key(item: Due) -> str:
    """Value of ``SentReminder.what`` for the early reminder of an expiry."""
    return f"expiry-{item.page.pk}" if item.page else ""


def most_urgent(user: Any, today: date) -> tuple[list[Due], bool]:
    """The first items that the user can act on, at most ``MOST``, and whether there are more."""

    @cache
    def within(role: str) -> Q:
        return roles.pages_with_role(user, role)

    items = due_for(user, due_items(today, within, MOST + 1))
    return items[:MOST], len(items) > MOST


def due_for(user: Any, items: Iterable[Due]) -> list[Due]:
    """The items that the user can act on: those of their roles, hotlines for managers of shared records.

    A changed hotline concerns everybody who may check it.
    """
    items = list(items)
    actionable = {
        (role, page.pk)
        for role in {item.role for item in items if item.page}
        for page in roles.filter_by_role(user, role, [item.page for item in items if item.page])
    }
    shared = manages_shared_records(user)

    def concerns(item: Due) -> bool:
        if item.hotline is not None:
            return hotline_checks.can_check(user, item.hotline)
        return (item.role, item.page.pk) in actionable if item.page else shared

    return [item for item in items if concerns(item)]


def _withdraw_url(page: Any) -> str:
    return reverse("withdraw", args=[page.pk])


def _check_url(line: Hotline) -> str:
    return reverse("hotline_check", args=[line.pk])


def _edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def send_reminders(sender: Any = None, now: datetime | None = None, **kwargs: Any) -> int:
    """Receiver of ``every_minute``: write once a day, from ``MORNING`` on, to users with due items.

    Returns the number of e-mails.
    """
    local = timezone.localtime(now)
    if local.time() < MORNING or SentReminder.objects.filter(what=DAILY_EMAIL, day=local.date()).exists():
        return 0
    with transaction.atomic():
        # Of two concurrent workers the second waits here and finds the row.
        _day, created = SentReminder.objects.get_or_create(what=DAILY_EMAIL, day=local.date())
        return _send_emails(local.date()) if created else 0


def _send_emails(today: date) -> int:
    items = items_to_mail(due_items(today), today)
    people = (roles.all_users_with_role(Role.EDITOR) | roles.all_users_with_role(Role.APPROVER)).exclude(
        email=""
    )
    mailed: set[tuple[str, date]] = set()
    emails = 0
    for user in people if items else ():
        due = due_for(user, items)
        if not due:
            continue
        context = {"items": due, "user": user}
        notify([user], _("Chung Tay: việc cần rà soát"), "editorial/reminder_email.txt", context)
        mailed |= {(_reminder_key(item), item.day) for item in due if item.since}
        emails += 1
    SentReminder.objects.bulk_create(
        [SentReminder(what=what, day=day) for what, day in sorted(mailed)], ignore_conflicts=True
    )
    return emails


def connect() -> None:
    every_minute.connect(send_reminders, dispatch_uid="editorial.send_reminders")
