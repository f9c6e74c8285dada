"""The outbox of the indexes, and the settings of search that editors maintain."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.search import index

from cms.normalise import Normalised
from cms.outbox import OutboxRow
from search.analysis import fold_form, tokens


def folded(text: str) -> tuple[str, ...]:
    """Return a phrase as search compares it: its folded syllables."""
    return tuple(fold_form(token) for token in tokens(text))


class IndexRow(OutboxRow):
    """Outbox row of one item of one index; its version becomes the version of the document."""

    class Meta(OutboxRow.Meta):
        verbose_name = _("mục chờ lập chỉ mục")
        verbose_name_plural = _("mục chờ lập chỉ mục")


class Synonym(index.Indexed, models.Model):
    """Phrases of the same meaning; a search for one finds all. In effect within a minute."""

    phrases = models.TextField(
        _("các cách gọi"), help_text=_("Mỗi dòng một cách gọi. Không cần dấu, không phân biệt chữ hoa.")
    )
    active = models.BooleanField(_("đang dùng"), default=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    search_fields = [index.AutocompleteField("phrases"), index.AutocompleteField("note")]
    panels = [FieldPanel("phrases"), FieldPanel("note"), FieldPanel("active")]

    class Meta:
        verbose_name = _("từ đồng nghĩa")
        verbose_name_plural = _("từ đồng nghĩa")
        ordering = ["phrases"]

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.phrases.splitlines() if line.strip()]

    def clean(self) -> None:
        super().clean()
        if len({folded(line) for line in self.lines if folded(line)}) < 2:
            raise ValidationError({"phrases": _("Ghi ít nhất hai cách gọi khác nhau, mỗi dòng một cách.")})


class PromotionQuerySet(models.QuerySet["Promotion"]):
    def active(self) -> QuerySet["Promotion"]:
        return self.filter(active=True).select_related("page").order_by("sort_order", "pk")


class Promotion(index.Indexed, models.Model):
    """A page or the hotline card, pinned above the results of certain queries."""

    class Match(models.TextChoices):
        EXACT = "dung", _("Đúng cả câu tìm")
        CONTAINS = "chua", _("Câu tìm có cụm từ này")

    queries = models.TextField(_("khi tìm"), help_text=_("Mỗi dòng một câu tìm hoặc cụm từ. Không cần dấu."))
    match = models.CharField(_("so khớp"), max_length=4, choices=Match.choices, default=Match.EXACT)
    hotline = models.BooleanField(
        _("ghim thẻ đường dây nóng"), default=False, help_text=_("Cho những câu tìm của người cần giúp.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("trang")
    )
    text = models.CharField(_("lời dẫn"), max_length=200, blank=True)
    active = models.BooleanField(_("đang dùng"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    objects = PromotionQuerySet.as_manager()

    search_fields = [index.AutocompleteField("queries"), index.AutocompleteField("text")]
    panels = [
        MultiFieldPanel([FieldPanel("queries"), FieldPanel("match")], heading=_("Khi nào")),
        MultiFieldPanel(
            [FieldPanel("hotline"), PageChooserPanel("page"), FieldPanel("text")], heading=_("Hiện gì")
        ),
        FieldPanel("sort_order"),
        FieldPanel("active"),
    ]

    class Meta:
        verbose_name = _("kết quả ghim")
        verbose_name_plural = _("kết quả ghim")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.lines[0] if self.lines else ""

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.queries.splitlines() if line.strip()]

    def clean(self) -> None:
        super().clean()
        if not any(map(folded, self.lines)):
            raise ValidationError({"queries": _("Ghi ít nhất một câu tìm.")})
        if not self.hotline and self.page is None:
            raise ValidationError({"page": _("Chọn một trang, hoặc ghim thẻ đường dây nóng.")})


class BlockedSuggestion(Normalised, index.Indexed, models.Model):
    """A phrase that is never suggested; items that contain it are still found by a search."""

    phrase = models.CharField(_("từ hoặc cụm từ"), max_length=100, unique=True)

    search_fields = [index.AutocompleteField("phrase")]
    panels = [FieldPanel("phrase")]

    class Meta:
        verbose_name = _("từ không gợi ý")
        verbose_name_plural = _("từ không gợi ý")
        ordering = ["phrase"]

    def __str__(self) -> str:
        return self.phrase

    def clean(self) -> None:
        super().clean()
        if not folded(self.phrase):
            raise ValidationError({"phrase": _("Ghi ít nhất một chữ.")})


@register_setting(icon="search")
class SearchSettings(BaseGenericSetting):
    """Switches of search, in effect at once for new requests."""

    suggestions = models.BooleanField(
        _("gợi ý khi gõ"), default=True, help_text=_("Bỏ chọn để tắt ngay mọi gợi ý trên trang công khai.")
    )
    corrections = models.BooleanField(
        _("đoán điều muốn tìm"),
        default=True,
        help_text=_("Bỏ chọn để tìm đúng như đã gõ, không thêm dấu và không sửa lỗi gõ."),
    )

    panels = [FieldPanel("suggestions"), FieldPanel("corrections")]

    class Meta:
        verbose_name = _("tìm kiếm")

    def __str__(self) -> Any:
        return str(self._meta.verbose_name)
