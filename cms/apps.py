from django.apps import AppConfig


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
            redirects,
            spreadsheets,
            surroundings,
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
        unsaved_forms.register()
