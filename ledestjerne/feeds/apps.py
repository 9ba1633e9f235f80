from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "ledestjerne.feeds"
    label = "feeds"
