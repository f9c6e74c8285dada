"""One function writes letters to people: one line of subject, one letter an address."""

from types import SimpleNamespace

from django.core import mail

from cms.mail import notify


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
    assert [letter.to for letter in mailoutbox] == [["a@example.vn"], ["b@example.vn"], ["c@example.vn"]]


def test_a_subject_of_several_lines_becomes_one(mailoutbox: list[mail.EmailMessage]) -> None:
    notify(["a@example.vn"], "Chung tay\n vì bình yên", "Nội dung")
    assert mailoutbox[0].subject == "Chung tay vì bình yên"


def test_with_a_context_the_text_comes_from_a_template(mailoutbox: list[mail.EmailMessage]) -> None:
    context = {"title": "Tiêu đề", "who": "Người đề nghị", "reason": "Sai số.", "url": "https://example.vn/"}
    notify(["a@example.vn"], "Thư", "reuse/withdrawal_request_email.txt", context)
    assert "Sai số." in mailoutbox[0].body and "https://example.vn/" in mailoutbox[0].body
