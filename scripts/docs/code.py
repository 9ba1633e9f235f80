"""Pages about the code: rights, addresses, tables, settings, commands."""

import sys
from collections.abc import Iterator

from django.core.management.base import BaseCommand
from django.db.models import Field, Model
from django.urls import URLPattern, URLResolver, get_resolver

from ledestjerne.accounts.permissions import ROLE_NAMES, ROLES, Permission
from ledestjerne.base.states import StateTable
from ledestjerne.config import cli
from ledestjerne.config.environment import SETTINGS
from ledestjerne.overview.register import our_models, personal_data_register
from scripts.docs.table import page, table


def permissions() -> str:
    """Which role may do what, as the table in the code says."""
    rows = [[f"`{each}`", *("●" if each in ROLES[role] else "" for role in ROLES)] for each in Permission]
    return page(
        "Roles and permissions",
        "A role is held on a unit and counts there and on every unit below. Written in "
        "`ledestjerne/accounts/permissions.py`.",
        table(["Permission", *(ROLE_NAMES[role] for role in ROLES)], rows),
    )


def pages() -> str:
    """Every address with its name and what one must hold to see it."""
    rows = [[f"`/{address}`", f"`{name}`", rule] for address, name, rule in sorted(_addresses())]
    return page("Pages", table(["Address", "Name", "Who"], rows))


def _addresses() -> Iterator[tuple[str, str, str]]:
    for outer in get_resolver().url_patterns:
        inner = outer.url_patterns if isinstance(outer, URLResolver) else [outer]
        prefix = str(outer.pattern) if isinstance(outer, URLResolver) else ""
        space = f"{outer.namespace}:" if isinstance(outer, URLResolver) and outer.namespace else ""
        for pattern in inner:
            if isinstance(pattern, URLPattern):
                yield f"{prefix}{pattern.pattern}", f"{space}{pattern.name}", _rule_of(pattern)


def _rule_of(pattern: URLPattern) -> str:
    rule = getattr(pattern.callback, "rule", None)
    return f"`{rule.permission}`" if hasattr(rule, "permission") else getattr(rule, "__name__", "").replace("_", " ")


def personal_data() -> str:
    """What is stored about persons, why, and for how long."""
    rows = [[f"`{each.table}.{each.field}`", each.why, each.kept] for each in personal_data_register()]
    return page(
        "Personal data",
        "Read from the models. CPR numbers and names of pupils are never stored.",
        table(["Field", "Why", "Kept"], rows),
    )


def models() -> str:
    """Every table with its fields, and what it points to."""
    parts = []
    for model in sorted(our_models(), key=lambda each: each._meta.label):
        parts.append(f"## {model._meta.label}")
        parts.append(" ".join((model.__doc__ or "").split()))
        parts.append(table(["Field", "Kind", "Points to"], [_field(each) for each in model._meta.concrete_fields]))
    return page("Tables", *parts)


def _field(field: "Field[object, object]") -> list[str]:
    related: type[Model] | None = field.related_model if isinstance(field.related_model, type) else None
    return [f"`{field.name}`", type(field).__name__, related._meta.label if related else ""]


def states() -> str:
    """Which state may become which, and where each kind of thing begins."""
    parts = []
    for found in sorted(_state_tables(), key=lambda each: each.name):
        rows = [[f"`{old}`", ", ".join(f"`{new}`" for new in sorted(news)) or "–"] for old, news in found.moves.items()]
        parts += [f"## {found.name}", table(["State", "May become"], rows), f"```mermaid\n{found.diagram()}\n```"]
    return page("States", "The first state is where it begins.", *parts)


def _state_tables() -> Iterator[StateTable]:
    seen = set()
    for name, module in sorted(sys.modules.items()):
        if name.startswith("ledestjerne."):
            for each in vars(module).values():
                if isinstance(each, StateTable) and each.name not in seen:
                    seen.add(each.name)
                    yield each


def settings() -> str:
    """Every variable of the environment that is read."""
    rows = [[f"`{each.name}`", f"`{each.default}`" if each.default else "", each.help] for each in SETTINGS]
    return page("Settings", "All from the environment; a wrong value ends the start with a hint.",
                table(["Variable", "Default", "Meaning"], rows))  # fmt: skip


def env_sample() -> str:
    """The variables with their defaults, as a file to copy."""
    return "\n".join(f"# {each.help}\n#{each.name}={each.default}\n" for each in SETTINGS)


def commands() -> str:
    """Every command with its arguments."""
    rows = [[f"`{_usage(cli.load(place, name), name)}`", cli.load(place, name).help]
            for name, place in cli.command_places().items()]  # fmt: skip
    return page(
        "Commands",
        "`ledestjerne [--lang da|en] COMMAND …`: exit code 0, or 1 and the reason on stderr.",
        table(["Command", "What it does"], rows),
    )


def _usage(command: BaseCommand, name: str) -> str:
    usage = " ".join(command.create_parser("ledestjerne", name).format_usage().split())
    return usage.removeprefix("usage: ").replace(" [-h]", "").replace(" [--traceback]", "")
