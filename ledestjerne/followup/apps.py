from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "ledestjerne.followup"
    label = "followup"
