"""Registers what belongs to no single app of this package: snippets, admin addresses, editor assets."""

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from campaigns.approvals.permissions import DepartmentPolicy
from campaigns.models import Alert
from campaigns.viewsets import CampaignGroup

register_permission_policy(Alert, DepartmentPolicy(Alert))
register_snippet(CampaignGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("", include("campaigns.admin_urls"))]


@hooks.register("insert_editor_js")
def editor_js() -> str:
    return format_html('<script src="{}" defer></script>', static("cms/admin/editor.js"))


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin/admin.css"))
