"""E-mail: one function that writes to people, and a backend that sends through the task queue."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django_tasks import task

MAX_TITLE_IN_SUBJECT = 120


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
def deliver(subject: str, body: str, sender: str, to: list[str], html: str) -> None:
    """Send one message; an error of the mail server fails the task, whose result stores it."""
    connection = get_connection(settings.QUEUED_EMAIL_BACKEND)
    message = EmailMultiAlternatives(subject, body, sender, to, connection=connection)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
