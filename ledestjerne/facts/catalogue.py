"""The sources and places Ledestjerne knows, read from their files once a process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from ledestjerne.facts.contract import Source
from ledestjerne.facts.definitions import load_places, load_sources
from ledestjerne.facts.places import Places


@cache
def sources() -> dict[str, Source]:
    """Every source by its key, in the order of the keys."""
    return load_sources(Path(settings.DEFINITIONS))


@cache
def places() -> Places:
    """Municipalities and regions by code and name."""
    return load_places(Path(settings.DEFINITIONS))
