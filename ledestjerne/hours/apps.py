from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "ledestjerne.hours"
    label = "hours"
