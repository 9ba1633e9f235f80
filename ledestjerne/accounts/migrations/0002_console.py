"""The user that commands act as; it has no password, so nobody can log in with it."""

from django.contrib.auth.hashers import make_password
from django.db import migrations


def add_console(apps, schema_editor):
    apps.get_model("accounts", "User").objects.get_or_create(
        email="kommandolinje@localhost",
        defaults={"name": "Kommandolinjen", "password": make_password(None), "is_active": False},
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]
    operations = [migrations.RunPython(add_console, migrations.RunPython.noop)]
