"""Letters: one for each address, queued, with a subject of one line."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.mail import MAX_TRIES, QueuedEmailBackend, deliver, notify


def test_each_address_gets_one_letter_and_who_has_none_is_skipped(
    mailoutbox: list[mail.EmailMessage],
) -> None:
    users = [
        SimpleNamespace(email=address) for address in ("a@example.vn", "", "b@example.vn", "a@example.vn")
    ]
    assert notify([*users, "b@example.vn", "c@example.vn"], "Thư", "Nội dung") == [
        "a@example.vn",
        "b@example.vn",
        "c@example.vn",
    ]
    assert [email.to for email in mailoutbox] == [["a@example.vn"], ["b@example.vn"], ["c@example.vn"]]


def test_a_subject_of_several_lines_becomes_one(mailoutbox: list[mail.EmailMessage]) -> None:
    notify(["a@example.vn"], "Chung tay\n vì bình yên", "Nội dung")
    assert mailoutbox[0].subject == "Chung tay vì bình yên"


def test_with_a_context_the_text_comes_from_a_template(mailoutbox: list[mail.EmailMessage]) -> None:
    context = {"title": "Tiêu đề", "who": "Người đề nghị", "reason": "Sai số.", "url": "https://example.vn/"}
    notify(["a@example.vn"], "Thư", "reuse/withdrawal_request_email.txt", context)
    assert "Sai số." in mailoutbox[0].body and "https://example.vn/" in mailoutbox[0].body


@pytest.mark.django_db
def test_an_email_is_queued_and_then_delivered_whole() -> None:
    email = EmailMultiAlternatives("Tiêu đề", "Nội dung", "tu@example.vn", ["den@example.vn"])
    email.attach_alternative("<p>Nội dung</p>", "text/html")
    assert QueuedEmailBackend().send_messages([email]) == 1
    (sent,) = mail.outbox
    assert (sent.subject, sent.to, sent.alternatives[0].content) == (
        "Tiêu đề",
        ["den@example.vn"],
        "<p>Nội dung</p>",
    )


@pytest.mark.django_db
def test_a_subject_is_one_line(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cms.mail.QueuedEmailBackend"
    send_mail("Chung tay\nvì bình yên", "Nội dung", None, ["den@example.vn"])
    (sent,) = mail.outbox
    assert sent.subject == "Chung tay vì bình yên"


@pytest.mark.django_db
def test_a_dead_mail_server_holds_nobody_up(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cms.mail.QueuedEmailBackend"
    settings.QUEUED_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    assert send_mail("Tiêu đề", "Nội dung", None, ["den@example.vn"]) == 1
    result = deliver.enqueue(
        subject="Tiêu đề", body="Nội dung", sender="tu@example.vn", to=["den@example.vn"], html=""
    )
    assert result.status == TaskResultStatus.FAILED


SMTP = {
    "subject": "Tiêu đề",
    "body": "Nội dung",
    "sender": "tu@example.vn",
    "to": ["den@example.vn"],
    "html": "",
}


@pytest.fixture
def queue(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def fail_with(monkeypatch: Any, error: Exception) -> None:
    def send(self: Any) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


@pytest.mark.django_db
@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(111, "refused"),
        TimeoutError(),
        SMTPServerDisconnected("gone"),
        SMTPRecipientsRefused({"den@example.vn": (450, b"busy")}),
    ],
)
def test_a_letter_waits_for_a_dead_mail_server(monkeypatch: Any, error: Exception) -> None:
    fail_with(monkeypatch, error)
    deliver.call(**SMTP)
    (again,) = DBTaskResult.objects.all()
    assert again.args_kwargs["kwargs"] == {**SMTP, "tries": 1}
    assert again.run_after > timezone.now() and again.status == TaskResultStatus.READY


@pytest.mark.django_db
@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (SMTPRecipientsRefused({"den@example.vn": (550, b"nobody")}), 0),
        (SMTPDataError(554, b"spam"), 0),
        (ConnectionRefusedError(), MAX_TRIES),
    ],
)
def test_what_is_refused_for_good_or_too_long_fails(monkeypatch: Any, error: Exception, tries: int) -> None:
    fail_with(monkeypatch, error)
    with pytest.raises(type(error)):
        deliver.call(**SMTP, tries=tries)
    assert not DBTaskResult.objects.exists()
