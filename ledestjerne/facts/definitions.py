"""The sources and places that lie as files in definitions. Pure."""

from pathlib import Path

from ledestjerne.base.files import load_file, load_folder
from ledestjerne.facts.contract import Source
from ledestjerne.facts.places import Places


def load_sources(folder: Path) -> dict[str, Source]:
    """Every source of `<folder>/sources`, by key; raises BrokenDefinitionError."""
    return load_folder(folder / "sources", model=Source)


def load_places(folder: Path) -> Places:
    """The municipalities and regions of `<folder>/places`; raises BrokenDefinitionError."""
    return load_file(folder / "places" / "municipalities.yaml", model=Places)
