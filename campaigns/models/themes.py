"""The yearly themes of the World Day against Trafficking in Persons, 30/7."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from campaigns.approvals.records import Withdrawal
from campaigns.models.slogans import SloganPage, keys_with_text
from cms.visibility import open_to_all

YEARS = [MinValueValidator(2010), MaxValueValidator(2100)]


class Theme(index.Indexed, models.Model):
    """The theme of the 30/7 of a year, in Vietnamese and English, with its source."""

    year = models.PositiveSmallIntegerField(_("năm"), unique=True, validators=YEARS)
    text = models.CharField(_("tiếng Việt"), max_length=300, blank=True)
    english = models.CharField(_("tiếng Anh"), max_length=300, blank=True)
    source = models.CharField(_("nguồn"), max_length=255)
    source_document = models.ForeignKey(
        "campaigns.OfficialDocumentPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản nguồn"),
    )
    doubt = models.CharField(_("điểm cần kiểm tra"), max_length=255, blank=True)

    search_fields = [index.AutocompleteField(name) for name in ("year", "text", "english", "source")]

    class Meta:
        verbose_name = _("chủ đề năm")
        verbose_name_plural = _("chủ đề năm")
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}: {self.text or self.english}"

    @cached_property
    def is_shown(self) -> bool:
        """Whether readers may see the theme: not when the slogan with its text was withdrawn or has expired.

        Another live slogan with the same text keeps it visible. At most one query.
        """
        if not self.text:
            return True
        expired = Q(valid_until__lt=timezone.localdate())
        withdrawn = Withdrawal.objects.filter(page_id=OuterRef("pk"), approval__code=OuterRef("code"))
        found = (
            SloganPage.objects.filter(pk__in=keys_with_text(self.text))
            .annotate(open=Case(When(open_to_all() & ~expired, then=True), default=False))
            .filter(Q(open=True) | Q(expired=True) | expired & ~Q(code="") | Exists(withdrawn))
        )
        return found.order_by("-open").values_list("open", flat=True).first() is not False

    def clean(self) -> None:
        super().clean()
        if not (self.text or self.english):
            raise ValidationError({"text": _("Ghi chủ đề bằng tiếng Việt hoặc tiếng Anh.")})
