from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ledestjerne.accounts"
    label = "accounts"
