from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "ledestjerne.facts"
    label = "facts"
