from django.core.validators import FileExtensionValidator
from wagtailmedia.forms import BaseMediaForm


class CustomMediaForm(BaseMediaForm):
    """The upload form, in which captions must be WebVTT, the one kind that browsers show."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "captions" in self.fields:
            self.fields["captions"].validators.append(FileExtensionValidator(["vtt"]))
