"""The stored text of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentText(models.Model):
    """The text of one document's file, extracted once for each content of the file."""

    # A plain number instead of a foreign key: the document model is a setting of the site.
    document_id = models.PositiveBigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("chữ trong tệp")
        verbose_name_plural = _("chữ trong tệp")

    def __str__(self) -> str:
        return self.text[:60]
