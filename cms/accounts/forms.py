"""Forms of staff accounts; users cannot change their own roles or grant more than they have."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail.users.forms import UserCreationForm, UserEditForm

from cms.accounts.models import Organisation
from cms.vocabulary.models import Region

EXTRA_FIELDS = {"organisation", "region", "post"}
# Thousands of regions and organisations are chosen in a chooser with search.
EXTRA_WIDGETS = {"region": AdminSnippetChooser(Region), "organisation": AdminSnippetChooser(Organisation)}


def _restrict_superuser(form: Any, editor: Any) -> None:
    """Disable the superuser field unless the editor is a superuser."""
    if not editor.is_superuser and "is_superuser" in form.fields:
        form.fields["is_superuser"].disabled = True


class StaffCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | EXTRA_FIELDS
        widgets = UserCreationForm.Meta.widgets | EXTRA_WIDGETS

    def __init__(self, *args: Any, editor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _restrict_superuser(self, editor)


class StaffEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | EXTRA_FIELDS
        widgets = UserEditForm.Meta.widgets | EXTRA_WIDGETS

    def __init__(self, *args: Any, editor: Any, **kwargs: Any) -> None:
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        _restrict_superuser(self, editor)
        if editing_self and "groups" in self.fields:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Không ai tự đổi vai trò của mình.")
