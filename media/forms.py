from django.core.validators import FileExtensionValidator
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from media.guards import GuardedFileForm


class CustomImageForm(GuardedFileForm, BaseImageForm):
    pass


class CustomDocumentForm(GuardedFileForm, BaseDocumentForm):
    pass


class CustomMediaForm(GuardedFileForm, BaseMediaForm):
    """Form of recordings; captions must be WebVTT, the only format that browsers support."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "captions" in self.fields:
            self.fields["captions"].validators.append(FileExtensionValidator(["vtt"]))
