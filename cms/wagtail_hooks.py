from wagtail import hooks

from cms import reserved_slugs, slugs

slugs.register()
hooks.register("before_move_page", reserved_slugs.refuse_move)
hooks.register("before_bulk_action", reserved_slugs.refuse_bulk_move)
