from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ledestjerne.audit"
    label = "audit"
