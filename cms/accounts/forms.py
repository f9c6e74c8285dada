"""Staff accounts: who someone is and where they work; nobody raises themselves or above themselves."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail.users.forms import UserCreationForm, UserEditForm

from cms.accounts.models import Organisation
from cms.vocabulary.models import Region

OWN_FIELDS = {"organisation", "region", "post"}
# Thousands of places are chosen in a window with a search, not from a list.
OWN_WIDGETS = {"region": AdminSnippetChooser(Region), "organisation": AdminSnippetChooser(Organisation)}


def _keep_superuser(form: Any, by: Any) -> None:
    """Only a superuser makes one; for all others the box shows what is and cannot be changed."""
    if not by.is_superuser and "is_superuser" in form.fields:
        form.fields["is_superuser"].disabled = True


class StaffCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OWN_FIELDS
        widgets = UserCreationForm.Meta.widgets | OWN_WIDGETS

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _keep_superuser(self, by)


class StaffEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OWN_FIELDS
        widgets = UserEditForm.Meta.widgets | OWN_WIDGETS

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        _keep_superuser(self, by)
        if editing_self and "groups" in self.fields:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Không ai tự đổi vai trò của mình.")
