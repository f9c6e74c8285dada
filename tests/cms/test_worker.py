"""The minute hand and the letters."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django_tasks import TaskResultStatus

from cms.mail import QueuedEmailBackend, deliver
from cms.signals import every_minute

pytestmark = pytest.mark.django_db


def test_one_part_that_fails_keeps_no_other_from_running(monkeypatch: Any) -> None:
    done: list[str] = []

    def broken(**kwargs: Any) -> None:
        raise RuntimeError("hỏng")

    def working(**kwargs: Any) -> None:
        done.append("xong")

    def scheduler(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr(scheduler, "call_command", scheduler)
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    for receiver in (broken, working):
        every_minute.connect(receiver)
    try:
        scheduler.run_due_work()
    finally:
        for receiver in (broken, working):
            every_minute.disconnect(receiver)
    assert done == ["xong"]


def test_a_letter_is_queued_and_then_delivered_whole() -> None:
    letter = EmailMultiAlternatives("Tiêu đề", "Nội dung", "tu@example.vn", ["den@example.vn"])
    letter.attach_alternative("<p>Nội dung</p>", "text/html")
    assert QueuedEmailBackend().send_messages([letter]) == 1
    (sent,) = mail.outbox
    assert (sent.subject, sent.to, sent.alternatives[0].content) == (
        "Tiêu đề",
        ["den@example.vn"],
        "<p>Nội dung</p>",
    )


def test_a_subject_is_one_line(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cms.mail.QueuedEmailBackend"
    send_mail("Chung tay\nvì bình yên", "Nội dung", None, ["den@example.vn"])
    (sent,) = mail.outbox
    assert sent.subject == "Chung tay vì bình yên"


def test_a_dead_mail_server_holds_nobody_up(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cms.mail.QueuedEmailBackend"
    settings.QUEUED_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    assert send_mail("Tiêu đề", "Nội dung", None, ["den@example.vn"]) == 1
    kept = deliver.enqueue(
        subject="Tiêu đề", body="Nội dung", sender="tu@example.vn", to=["den@example.vn"], html=""
    )
    assert kept.status == TaskResultStatus.FAILED
