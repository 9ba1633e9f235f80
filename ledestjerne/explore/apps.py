from django.apps import AppConfig


class ExploreConfig(AppConfig):
    name = "ledestjerne.explore"
    label = "explore"
