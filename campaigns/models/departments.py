"""The home page of a department; its subtree belongs to the department."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from campaigns.models.structure import StructurePage


class DepartmentPage(StructurePage):
    """The home page of one department; every page below it belongs to the department."""

    organisation = models.OneToOneField(
        "accounts.Organisation",
        models.PROTECT,
        related_name="department_page",
        verbose_name=_("đơn vị"),
    )

    # Approvals are issued in its name: set by ``add_department``, read-only afterwards.
    content_panels = [*StructurePage.content_panels, FieldPanel("organisation", read_only=True)]
    is_creatable = False
    parent_page_types = ["campaigns.HomePage"]
    subpage_types = ["campaigns.SectionPage", "campaigns.StandardPage"]
    template = "campaigns/department_page.html"
    page_description = _("Trang của một đơn vị; tạo bằng lệnh add_department")

    class Meta:
        verbose_name = _("trang đơn vị")
