from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms import reserved_slugs, slugs, visibility

slugs.register()
hooks.register("before_move_page", reserved_slugs.refuse_move)
hooks.register("before_bulk_action", reserved_slugs.refuse_bulk_move)
# After the check of view restrictions.
hooks.register("before_serve_page", visibility.refuse_ended, order=1)


@hooks.register("insert_global_admin_js")
def date_pickers() -> str:
    # Not deferred: Wagtail's inline scripts start the pickers while the page is read.
    return format_html('<script src="{}"></script>', static("cms/admin/date-pickers.js"))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    return format_html('<script src="{}" defer></script>', static("cms/admin/one-save.js"))


@hooks.register("insert_editor_js")
def notice_of_an_ended_session() -> str:
    return format_html('<script src="{}" defer></script>', static("cms/admin/session-ended.js"))
