from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "ledestjerne.networks"
    label = "networks"
