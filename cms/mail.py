"""E-mail: one function that writes to people, and a backend that sends through the task queue."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)
MAX_TITLE_IN_SUBJECT = 120
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
MAX_TRIES = 30


def title_in_subject(title: str) -> str:
    """Return the title on one line and cut to what a subject has room for."""
    return " ".join(title.split())[:MAX_TITLE_IN_SUBJECT]


def notify(
    recipients: Iterable[Any], subject: str, template_or_text: str, context: Mapping[str, Any] | None = None
) -> list[str]:
    """Send the same e-mail to each recipient and return the addresses it was sent to.

    Recipients are users or plain addresses; those without an address are skipped, and of several with the
    same address only the first is sent a message. The subject becomes one line, since titles may have
    several. With a ``context`` the body is rendered from the template of that name.
    """
    subject = " ".join(subject.split())
    body = template_or_text if context is None else render_to_string(template_or_text, dict(context))
    addresses = (one if isinstance(one, str) else one.email for one in recipients)
    sent = list(dict.fromkeys(address for address in addresses if address))
    for address in sent:
        send_mail(subject, body, None, [address])
    return sent


class QueuedEmailBackend(BaseEmailBackend):
    """Queues each message as a task; ``QUEUED_EMAIL_BACKEND`` delivers it.

    A mail server that is slow or down then delays no request.
    """

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        for message in email_messages:
            deliver.enqueue(
                # Mail that was not written by ``notify`` may have a title of several lines as its subject.
                subject=" ".join(str(message.subject).split()),
                body=message.body,
                sender=message.from_email,
                to=list(message.to),
                html=next((part.content for part in getattr(message, "alternatives", ())), ""),
            )
        return len(email_messages)


@task()
def deliver(subject: str, body: str, sender: str, to: list[str], html: str, tries: int = 0) -> None:
    """Send one message; while the mail server does not take it, it is queued again for a day.

    What the server refuses for good, or not at all within a day, fails the task, whose result stores it.
    """
    connection = get_connection(settings.QUEUED_EMAIL_BACKEND)
    message = EmailMultiAlternatives(subject, body, sender, to, connection=connection)
    if html:
        message.attach_alternative(html, "text/html")
    try:
        message.send()
    except OSError as error:  # that of a socket; those of SMTP are of this class too
        if is_refused(error) or tries >= MAX_TRIES or not deliver.get_backend().supports_defer:
            raise
        logger.warning("E-mail to %s waits: %s", ", ".join(to), error)
        wait = min(FIRST_WAIT * 2**tries, LONGEST_WAIT)
        later = deliver.using(run_after=timezone.now() + wait)
        later.enqueue(subject=subject, body=body, sender=sender, to=to, html=html, tries=tries + 1)


def is_refused(error: Exception) -> bool:
    """Whether the server will never take this message: an answer 5xx to its address or content."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in error.recipients.values())
    return isinstance(error, SMTPDataError | SMTPSenderRefused) and error.smtp_code >= 500
