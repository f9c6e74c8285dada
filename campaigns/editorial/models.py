"""Outdated phrases (an old hotline number, a corrected theme) and reminders that were sent."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.normalise import Normalised
from cms.vietnamese import match_key

_APART = r"[\s.\-–()]*"
_BETWEEN_DIGITS = re.compile(rf"(?<=\d){_APART}(?=\d)")


def normalised_phrase(phrase: str) -> str:
    """The phrase folded, with the digits of a number joined."""
    return _BETWEEN_DIGITS.sub("", match_key(phrase))


class OutdatedPhrase(Normalised, models.Model):
    """A phrase that must not be used any more; added by hand, or when a hotline or theme changes."""

    phrase = models.CharField(
        _("chữ hoặc số đã cũ"),
        max_length=300,
        unique=True,
        help_text=_("Ví dụ: 18001567. Viết liền hay có dấu cách, dấu chấm đều tìm ra."),
    )
    replacement = models.CharField(_("nay dùng"), max_length=300, blank=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)
    since = models.DateTimeField(default=timezone.now, editable=False)
    is_settled = models.BooleanField(_("đã xử lý xong"), default=False)

    panels = [FieldPanel(name) for name in ("phrase", "replacement", "note", "is_settled")]

    class Meta:
        verbose_name = _("thông tin đã cũ")
        verbose_name_plural = _("thông tin đã cũ")
        ordering = ["is_settled", "-since"]

    def __str__(self) -> str:
        return self.phrase

    def clean(self) -> None:
        super().clean()
        if len(normalised_phrase(self.phrase)) < 3:
            raise ValidationError({"phrase": _("Ghi ít nhất ba chữ hoặc số, nếu không sẽ ra quá nhiều chỗ.")})

    def pattern(self) -> re.Pattern[str]:
        """A pattern for the phrase as whole words in a ``match_key``, however its digits are grouped.

        Digits are not joined in the text itself: "111 - 18001567" names two numbers.
        """
        parts = [re.escape(part) for part in _BETWEEN_DIGITS.split(match_key(self.phrase))]
        return re.compile(rf"(?<!\w){_APART.join(parts)}(?!\w)")

    def occurs_in(self, text: Any) -> bool:
        return bool(self.pattern().search(match_key(str(text or ""))))


class SentReminder(models.Model):
    """A reminder that was sent: ``what`` is its subject, ``day`` the date it was about."""

    what = models.CharField(max_length=60)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "day"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.day}"
