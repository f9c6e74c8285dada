from cms import slugs

slugs.register()
