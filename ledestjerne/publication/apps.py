from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "ledestjerne.publication"
    label = "publication"
