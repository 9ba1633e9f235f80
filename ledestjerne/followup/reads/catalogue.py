"""The key figures a goal may name."""

from functools import cache
from pathlib import Path

from django.conf import settings

from ledestjerne.base.files import load_folder
from ledestjerne.indicators.definition import Definition


@cache
def catalogue() -> dict[str, Definition]:
    """Every live indicator by key."""
    found = load_folder(Path(settings.DEFINITIONS) / "indicators", model=Definition)
    return {key: definition for key, definition in found.items() if definition.status == "live"}


def title_of(key: str) -> str:
    """The indicator's title, or its key when it is no longer in the catalogue."""
    definition = catalogue().get(key)
    return definition.title if definition else key
