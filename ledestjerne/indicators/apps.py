from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "ledestjerne.indicators"
    label = "indicators"
