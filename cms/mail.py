"""E-mail goes through the task queue: a mail server that is slow or away holds nobody up."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import task


class QueuedEmailBackend(BaseEmailBackend):
    """Queues each message as a task; ``QUEUED_EMAIL_BACKEND`` delivers it."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        for message in email_messages:
            deliver.enqueue(
                # A title may have several lines, a subject has one.
                subject=" ".join(str(message.subject).split()),
                body=message.body,
                sender=message.from_email,
                to=list(message.to),
                html=next((part.content for part in getattr(message, "alternatives", ())), ""),
            )
        return len(email_messages)


@task()
def deliver(subject: str, body: str, sender: str, to: list[str], html: str) -> None:
    """Send one message. Raises what the mail server answers; the task keeps it for the operator."""
    connection = get_connection(settings.QUEUED_EMAIL_BACKEND)
    message = EmailMultiAlternatives(subject, body, sender, to, connection=connection)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
