"""Forms of the library; every file that is sent is judged and stripped before anything else opens it."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.log_actions import log
from wagtail.models import Collection
from wagtailmedia.forms import BaseMediaForm

from cms.stale_forms.forms import VersionedForm
from media.guards import GuardedFileForm
from media.intake.admission import Kind, admitted, neutral_name


class AdmittingForm(GuardedFileForm):
    """Mixin: the fields in ``KINDS`` take only files that ``media.intake`` admits."""

    KINDS: ClassVar[dict[str, Kind]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self
        for name, kind in self.KINDS.items():
            if name in form.fields:
                field = form.fields[name]
                # Wagtail makes the fields of files itself and opens a picture in this method.
                field.to_python = partial(_admit, kind, field.to_python)


def _admit(kind: Kind, convert: Callable[[Any], Any], data: Any) -> Any:
    if isinstance(data, UploadedFile) and data.size:
        data = admitted(data, kind)
        data.name = neutral_name(data.name)
    return convert(data)


class OwnCollectionForm:
    """Mixin: a new file goes into the collection of the user's own department unless another is chosen."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        parent: Any = super()
        parent.__init__(*args, user=user, **kwargs)
        form: Any = self
        if form.instance.pk is None and "collection" in form.fields:
            own = own_collection(form.collections, user)
            form.initial["collection"] = own.pk if own else form.initial.get("collection")


def own_collection(collections: QuerySet[Collection], user: Any) -> Collection | None:
    """Of these collections that of the user's department, or of the nearest organisation above it."""
    organisation = getattr(user, "organisation", None)
    by_name = {one.name: one for one in collections} if organisation else {}
    while organisation is not None:
        if organisation.name in by_name:
            return by_name[organisation.name]
        organisation = organisation.parent
    return None


class CustomImageForm(OwnCollectionForm, AdmittingForm, VersionedForm, BaseImageForm):
    KINDS = {"file": Kind.PICTURE}


class CustomDocumentForm(OwnCollectionForm, AdmittingForm, VersionedForm, BaseDocumentForm):
    KINDS = {"file": Kind.DOCUMENT}


class CustomMediaForm(OwnCollectionForm, AdmittingForm, VersionedForm, BaseMediaForm):
    """Form of recordings; captions are WebVTT in the end, the only format that browsers support."""

    KINDS = {"file": Kind.RECORDING, "thumbnail": Kind.PICTURE, "captions": Kind.CAPTIONS}

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, user=user, **kwargs)
        if "captions" in self.fields:
            self.fields["captions"].validators.append(FileExtensionValidator(["vtt"]))

    def save(self, commit: bool = True) -> Any:
        """Save, and log who changed a recording, which wagtailmedia does not."""
        is_new = self.instance.pk is None
        saved = super().save(commit)
        if commit and not is_new:
            log(instance=saved, action="wagtail.edit", user=self.user)
        return saved
