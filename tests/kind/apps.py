from django.apps import AppConfig


class KindConfig(AppConfig):
    name = "tests.kind"
    label = "kind"
