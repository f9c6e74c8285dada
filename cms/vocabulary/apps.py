from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabularyConfig(AppConfig):
    name = "cms.vocabulary"
    verbose_name = _("Danh mục")

    def ready(self) -> None:
        from cms import surroundings  # models can be imported only now
        from cms.vocabulary.names import REMEMBERED

        surroundings.watch(*REMEMBERED)
