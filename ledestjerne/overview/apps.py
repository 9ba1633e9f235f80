from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "ledestjerne.overview"
    label = "overview"
