from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Chung Tay"

    def ready(self) -> None:
        from cms import memory, normalise  # models exist only now

        memory.give_large_blocks_back()
        normalise.connect()
