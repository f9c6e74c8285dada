"""Creates the site and its departments: pages, collections, groups and workflow; idempotent."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from campaigns.approvals.models import AppraiseTask, ApproveTask, PublishTask
from campaigns.models import DepartmentPage, HomePage, SectionPage, StandardPage
from campaigns.models.sections import section_kinds
from campaigns.setup.roles import DEPARTMENT_ROLES, SHARED_RECORDS, model_permissions, role_group
from cms.accounts.models import Organisation, Role, RoleGroup
from cms.vietnamese import slugify

# Roles for the pages that belong to no department: hotlines, privacy, national documents.
SITE_ROLES = (Role.EDITOR, Role.APPRAISER, Role.APPROVER)
WORKFLOW_NAME = "Thẩm định – Duyệt – Công bố"
TASKS: tuple[tuple[str, type[Task]], ...] = (
    ("Thẩm định", AppraiseTask),
    ("Duyệt", ApproveTask),
    ("Công bố", PublishTask),
)


@dataclass(frozen=True)
class SectionText:
    """Title, slug and introduction of a section; by default the label and key of the kind."""

    title: str = ""
    slug: str = ""
    intro: str = ""


@dataclass(frozen=True)
class Texts:
    """The texts of a home or department page and of its sections (by kind)."""

    title: str
    slug: str
    intro: str = ""
    sections: dict[str, SectionText] = field(default_factory=dict)


@transaction.atomic
@translation.override("vi")
def set_up_site(texts: Texts, hostname: str = "localhost", port: int = 80) -> HomePage:
    """Create or complete the home page, its sections, the workflow and the groups of the site."""
    root = Page.objects.get(depth=1)
    home = HomePage.objects.first()
    if home is None:
        for page in root.get_children():
            page.delete()
        # Deleting moved the tree on: treebeard counts children on the row, not in memory.
        root = Page.objects.get(depth=1)
        home = root.add_child(instance=HomePage(title=texts.title, slug=texts.slug, intro=texts.intro))
        Site.objects.all().delete()
        Site.objects.create(
            hostname=hostname, port=port, root_page=home, is_default_site=True, site_name=texts.title
        )
    _name_root()
    _add_sections(home, texts)
    _add_english(home)
    _set_up_workflow(root)
    role_group(Role.ADMINISTRATOR, root, str(Role.ADMINISTRATOR.label))
    shared = _collection(str(_("Dùng chung toàn trang")))
    for role in SITE_ROLES:
        group = role_group(role, root, f"{_('Toàn trang')}: {role.label}", shared)
        # Permissions on the root collection would apply to the collections of all departments.
        GroupCollectionPermission.objects.filter(group=group, collection__depth=1).delete()
    _grant_shared_records()
    Group.objects.filter(name__in=("Editors", "Moderators"), user=None).delete()
    return home


@transaction.atomic
@translation.override("vi")
def add_department(organisation: Organisation, texts: Texts) -> DepartmentPage:
    """Create or complete the department's pages, collection and groups; nothing is replaced."""
    home = HomePage.objects.get()
    page = DepartmentPage.objects.filter(organisation=organisation).first()
    if page is None:
        page = home.add_child(
            instance=DepartmentPage(
                title=texts.title,
                slug=texts.slug or slugify(texts.title),
                intro=texts.intro,
                organisation=organisation,
            )
        )
    _add_sections(page, texts)
    collection = _collection(organisation.name)
    for role in DEPARTMENT_ROLES:
        role_group(role, page, f"{texts.title}: {role.label}", collection)
    _grant_shared_records()
    return page


def _name_root() -> None:
    """Give the root of the pages, which choosers and paths show, a Vietnamese name in place of Wagtail's."""
    name = str(_("Toàn trang"))
    Page.objects.filter(depth=1, title="Root").update(title=name, draft_title=name)


def _collection(name: str) -> Collection:
    top = Collection.get_first_root_node()
    return top.get_children().filter(name=name).first() or top.add_child(name=name)


def _add_english(home: HomePage) -> None:
    """Add a draft of the English page as the translation of the home page, which ``/en/`` serves."""
    english, _made = Locale.objects.get_or_create(language_code="en")
    key = home.translation_key
    if not Page.objects.filter(translation_key=key, locale=english).exists():
        page = StandardPage(
            title="About this department", slug="english", locale=english, translation_key=key
        )
        page.live = False
        Page.objects.get(depth=1).add_child(instance=page)


def _grant_shared_records() -> None:
    """Grant the permissions on shared records to the editors of the site.

    On a site with a single department they are granted to its editors too.
    """
    editor_groups = RoleGroup.objects.filter(role=Role.EDITOR).select_related("group", "page")
    single_department = DepartmentPage.objects.count() == 1
    records = model_permissions(SHARED_RECORDS)
    for editors in editor_groups:
        if single_department or editors.page.is_root():
            editors.group.permissions.add(*records)
        else:
            editors.group.permissions.remove(*records)


def _add_sections(parent: Page, texts: Texts) -> None:
    present = set(SectionPage.objects.child_of(parent).values_list("kind", flat=True))
    for kind, label in section_kinds():
        if kind in present:
            continue
        section = texts.sections.get(kind, SectionText())
        parent.add_child(
            instance=SectionPage(
                title=section.title or str(label),
                slug=section.slug or kind,
                intro=section.intro,
                kind=kind,
                show_in_menus=True,
            )
        )


def _set_up_workflow(root: Page) -> None:
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    for order, (name, model) in enumerate(TASKS):
        task = model.objects.first() or model.objects.create(name=name)
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    for other in Workflow.objects.exclude(pk=workflow.pk).filter(active=True):
        other.deactivate()


def site_texts() -> Texts:
    return Texts(title=_("Trang chủ"), slug="trang-chu")
