from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Chung Tay"

    def ready(self) -> None:
        from cms import (
            bad_requests,
            dates,
            form_errors,
            memory,
            normalise,
            page_indexes,
            redirects,
            spreadsheets,
            surroundings,
            tree_paths,
            unsaved_forms,
        )  # models can be imported only now
        from cms.stale_forms import views as stale_forms

        memory.lower_mmap_threshold()
        normalise.connect()
        bad_requests.register()
        dates.register()
        form_errors.register()
        redirects.register()
        spreadsheets.register()
        stale_forms.register()
        surroundings.connect()
        tree_paths.register()
        post_migrate.connect(page_indexes.create, sender=self)
        unsaved_forms.register()
