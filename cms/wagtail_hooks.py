from wagtail import hooks

from cms import moving, slugs

slugs.register()
hooks.register("before_move_page", moving.refuse_hidden)
hooks.register("before_bulk_action", moving.refuse_many)
