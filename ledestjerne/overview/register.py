"""The personal-data register, read from the models themselves so that it cannot be out of date."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model


@dataclass(frozen=True)
class RegisterEntry:
    """One field of one table that tells of a person."""

    table: str
    field: str
    why: str
    kept: str


def personal_data_register() -> list[RegisterEntry]:
    """Every personal field of every table of ours, by table and field."""
    return sorted(
        (
            RegisterEntry(table=model._meta.label, field=field, why=personal.why, kept=personal.kept)
            for model in our_models()
            for field, personal in getattr(model, "PERSONAL", {}).items()
        ),
        key=lambda each: (each.table, each.field),
    )


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("ledestjerne.")]
