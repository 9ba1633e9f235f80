"""What is kept ready of each extract of pupils, a table a module; the snapshot lays them side by side. Pure."""

from ledestjerne.facts.narrow import absence, background, exits, grades
from ledestjerne.facts.narrow.fact import Narrow

NARROW: tuple[Narrow, ...] = (absence.NARROW, background.NARROW, exits.NARROW, grades.NARROW)

__all__ = ["NARROW", "Narrow"]
