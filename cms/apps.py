from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Chung Tay"

    def ready(self) -> None:
        from cms import normalise  # models exist only now

        normalise.connect()
