"""Controlled vocabularies of audiences, regions, topics, channels, movements and traits of regions.

Each term is one row; its ``slug`` is its key in URLs, forms, feeds, search and API and never changes
("phu-nu", "04"). ``name`` is the label for readers and is unique within its vocabulary.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.search import index

from cms.normalise import normalise_fields
from cms.vietnamese import match_key
from cms.windows import Window


class Term(index.Indexed, TagBase):
    """A term of a controlled vocabulary; there is no free tagging."""

    free_tagging = False

    sort_order = models.PositiveIntegerField(_("thứ tự"), default=0)

    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("slug")]

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]

    def clean_fields(self, exclude: Any = None) -> None:
        """Normalise first, so that forms compare unique names as they are stored."""
        normalise_fields(self)
        super().clean_fields(exclude=exclude)


class Audience(Term):
    """Target groups of pages: the 20 groups of the source documents (rule 20)."""

    class Meta(Term.Meta):
        verbose_name = _("đối tượng")
        verbose_name_plural = _("đối tượng")


class Topic(Term):
    """Topics of pages: Luật 53/2024/QH15, Điều 7 khoản 2 (a to h), and tricks under b."""

    letter = models.CharField(_("điểm trong Điều 7"), max_length=2, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("chủ đề cấp trên"),
    )

    class Meta(Term.Meta):
        verbose_name = _("chủ đề")
        verbose_name_plural = _("chủ đề")


class Channel(Term):
    """Channels of communication: the 8 types of Nghị định 49/2024/NĐ-CP."""

    class Meta(Term.Meta):
        verbose_name = _("kênh truyền thông")
        verbose_name_plural = _("kênh truyền thông")


class Movement(Term):
    """Movements that the source documents link the campaign to (rule 90)."""

    class Meta(Term.Meta):
        verbose_name = _("phong trào")
        verbose_name_plural = _("phong trào")


class Trait(Term):
    """Traits of regions: border, remote, hot area … (rule 23)."""

    class Meta(Term.Meta):
        verbose_name = _("đặc điểm địa bàn")
        verbose_name_plural = _("đặc điểm địa bàn")


class RegionQuerySet(models.QuerySet["Region"]):
    def current(self) -> "RegionQuerySet":
        """Units that exist today."""
        return self.filter(valid_to__isnull=True)


class Region(Term):
    """A unit of the two-tier administration in force since 01/7/2025.

    ``slug`` is the official code as text, leading zeros kept ("04", "01273"). ``name`` is the
    unique label ("Xã Tân Tiến, Lạng Sơn"), ``official_name`` the name in the resolution.
    """

    class Kind(models.TextChoices):
        CITY = "thanh-pho", _("Thành phố")
        PROVINCE = "tinh", _("Tỉnh")
        WARD = "phuong", _("Phường")
        COMMUNE = "xa", _("Xã")
        SPECIAL_ZONE = "dac-khu", _("Đặc khu")

    official_name = models.CharField(_("tên chính thức"), max_length=100)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thuộc"),
    )
    key = models.CharField(max_length=200, db_index=True, editable=False)
    traits = models.ManyToManyField(Trait, blank=True, verbose_name=_("đặc điểm"))
    valid_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("hiệu lực đến"), null=True, blank=True)
    resolution = models.CharField(_("nghị quyết"), max_length=255, blank=True)

    objects = RegionQuerySet.as_manager()

    # ``finder`` searches regions, with their earlier names.
    search_fields: list[index.BaseField] = []

    class Meta(Term.Meta):
        verbose_name = _("địa bàn")
        verbose_name_plural = _("địa bàn")

    def clean(self) -> None:
        super().clean()
        Window(self.valid_from, self.valid_to).check("valid_to")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = match_key(self.name)
        super().save(*args, **kwargs)

    @property
    def code(self) -> str:
        return self.slug


class RegionAlias(models.Model):
    """An earlier name of a current unit, or the name of a former unit on its land.

    "Huyện Cao Lộc" has a row for every commune on its former land.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="aliases")
    name = models.CharField(_("tên cũ"), max_length=150)
    key = models.CharField(max_length=150, db_index=True, editable=False)
    kind = models.CharField(_("loại"), max_length=30)
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    resolution = models.CharField(_("nghị quyết"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("tên cũ của địa bàn")
        verbose_name_plural = _("tên cũ của địa bàn")
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="region_alias_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = match_key(self.name)
        super().save(*args, **kwargs)


class PageAudience(ItemBase):
    tag = models.ForeignKey(Audience, models.CASCADE, related_name="page_items")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="audience_items")


class PageTopic(ItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="page_items")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="topic_items")


class PageChannel(ItemBase):
    tag = models.ForeignKey(Channel, models.CASCADE, related_name="page_items")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="channel_items")


class PageMovement(ItemBase):
    tag = models.ForeignKey(Movement, models.CASCADE, related_name="page_items")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="movement_items")


class PageRegion(ItemBase):
    tag = models.ForeignKey(Region, models.CASCADE, related_name="page_items")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="region_items")
