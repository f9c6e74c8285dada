"""Permissions of each role, and the groups that have them (rule 86).

The right to appraise and approve is not among them: the workflow tasks decide that by role and authorship.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtailmedia.models import Media

from cms.accounts.models import Role, RoleGroup

# Wagtail's page permissions; "add" alone allows users to edit their own drafts only.
PAGES: dict[str, tuple[str, ...]] = {
    Role.COMMUNICATOR: ("add_page",),
    Role.STATION: ("add_page",),
    Role.EDITOR: ("add_page", "change_page", "publish_page", "unlock_page", "lock_page"),
}
FILES: dict[str, tuple[str, ...]] = {
    Role.COMMUNICATOR: ("add", "choose"),
    Role.STATION: ("add", "choose"),
    Role.EDITOR: ("add", "change", "choose"),
}
# Limited to connections of the user's departments; only editors decide about the content that is sent.
PORTALS = tuple(f"portal.{action}_portalconnection" for action in ("add", "change", "delete"))
# Records that all departments share: hotlines, themes, banner sizes, outdated phrases, partner sites. They
# belong to the editors of the site and, while there is only one department, to its editors too
# (``layout._grant_shared_records``).
SHARED_RECORDS = (
    "cms.manage_shared_records",
    "campaigns.add_hotline",
    "campaigns.change_hotline",
    "campaigns.publish_hotline",
    "campaigns.add_theme",
    "campaigns.change_theme",
    *(
        name.format(action)
        for name in ("kits.{}_bannersize", "editorial.{}_outdatedphrase", "reuse.{}_partnerorigin")
        for action in ("add", "change", "delete")
    ),
)
# Model permissions by app and codename.
MODELS: dict[str, tuple[str, ...]] = {
    Role.EDITOR: (
        "campaigns.add_alert",
        "campaigns.change_alert",
        "campaigns.delete_alert",
        *PORTALS,
    ),
    Role.ADMINISTRATOR: (
        "accounts.add_user",
        "accounts.change_user",
        "accounts.add_organisation",
        "accounts.change_organisation",
        "cms.change_sitesettings",
        *(
            f"vocabulary.{action}_{model}"
            for model in ("audience", "topic", "channel", "movement", "trait")
            for action in ("add", "change")
        ),
        "vocabulary.change_region",
        "search.change_searchsettings",
        *PORTALS,
        "search.view_indexrow",
        "search.change_indexrow",
        *(
            f"search.{action}_{model}"
            for model in ("synonym", "blockedsuggestion", "promotion")
            for action in ("add", "change", "delete")
        ),
    ),
}
# Departments have every role but the administrator's, which spans the site.
DEPARTMENT_ROLES = [role for role in Role if role != Role.ADMINISTRATOR]


def role_group(role: Role, page: Page, name: str, collection: Collection | None = None) -> Group:
    """Create or update the group of this role for the subtree under ``page``."""
    link = RoleGroup.objects.filter(role=role, page=page).select_related("group").first()
    group = link.group if link else Group.objects.create(name=name)
    if link is None:
        RoleGroup.objects.create(group=group, role=role, page=page)
    group.permissions.set(model_permissions(("wagtailadmin.access_admin", *MODELS.get(role, ()))))
    for codename in PAGES.get(role, ()):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    if collection:
        for action in FILES.get(role, ()):
            for model in (Image, Document, Media):
                _grant_files(group, collection, model, action)
    return group


def model_permissions(names: tuple[str, ...]) -> list[Permission]:
    """The permissions of these "app.codename" names that exist in this installation."""
    found: list[Permission] = []
    for name in names:
        app, codename = name.split(".")
        found += Permission.objects.filter(content_type__app_label=app, codename=codename)
    return found


def _grant_files(group: Group, collection: Collection, model: type[Model], action: str) -> None:
    permission = Permission.objects.filter(
        content_type__app_label=model._meta.app_label, codename=f"{action}_{model._meta.model_name}"
    ).first()
    if permission:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
