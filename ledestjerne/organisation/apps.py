from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "ledestjerne.organisation"
    label = "organisation"
