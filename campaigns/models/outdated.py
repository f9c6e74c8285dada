"""Words that must not stand anywhere any more: an old hotline number, a theme that was corrected."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.vietnamese import match_key

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-–()]+(?=\d)")


def spelt_once(text: str) -> str:
    """A text in the one spelling that phrases are looked for in: folded, digits of numbers joined."""
    return _BETWEEN_DIGITS.sub("", match_key(text))


class OutdatedPhrase(models.Model):
    """A phrase and what stands in its place; written by itself when a hotline or a theme changes."""

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
        if len(spelt_once(self.phrase)) < 3:
            raise ValidationError({"phrase": _("Ghi ít nhất ba chữ hoặc số, nếu không sẽ ra quá nhiều chỗ.")})

    def stands_in(self, text: Any) -> bool:
        """Whether the phrase stands in a text as words of its own, however it is spelt."""
        phrase = spelt_once(self.phrase)
        return bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", spelt_once(str(text or ""))))
