"""Fields of library files that strip what is stored past a form, whichever program stores it."""

from typing import Any

from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageFieldFile

from media.intake.admission import Kind, stripped


class StrippedFile(FieldFile):
    """A stored file of a recording; what is broken is stored as it is, since forms have refused it."""

    kind = Kind.RECORDING

    def save(self, name: str, content: File, save: bool = True) -> None:
        try:
            content = stripped(content, self.kind)
        except ValueError:
            content.seek(0)
        super().save(name, content, save)


class StrippedThumbnail(StrippedFile):
    """The stored picture of a video."""

    kind = Kind.PICTURE


class StrippedPicture(WagtailImageFieldFile):
    """The stored file of a picture."""

    def save(self, name: str, content: File, save: bool = True) -> Any:
        return super().save(name, stripped(content, Kind.PICTURE), save)
