"""What the queries found in one column: pieces that together are everyone in a place. Pure arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledestjerne.indicators.results import WHOLE, Breakdown
from ledestjerne.indicators.sql.cuts import Rows
from ledestjerne.indicators.sql.together import Counted, Place


@dataclass
class Tally:
    """The pieces of each place, and the units with more than one delivery."""

    pieces: dict[Place, list[Counted]] = field(default_factory=dict)
    mixed: set[str] = field(default_factory=set)

    def add(self, row: Sequence[Any], name: str | None, rows: Rows) -> None:
        """A row of an answer: unit, year, part, whether it is the whole, figures, first and last delivery."""
        unit, year, member, is_whole, n, total, hits, deviation, lowest, highest = row
        if unit is None:
            return
        if lowest != highest:
            self.mixed.add(unit)
        seen = Counted(n or 0, total, hits, deviation, () if lowest is None else (lowest,))
        if is_whole or rows is Rows.ALONE:
            self.pieces.setdefault((unit, year, WHOLE), []).append(seen)
        if not is_whole and member is not None:
            self.pieces.setdefault((unit, year, breakdown_of(name, member)), []).append(seen)

    def tell(self, name: str | None, rows: Iterable[Sequence[Any]]) -> None:
        """Each unit, year and part with a delivery behind it, as pieces without anybody in them."""
        for unit, year, member, delivery in rows:
            for breakdown in {WHOLE, breakdown_of(name, member)}:
                self.pieces.setdefault((unit, year, breakdown), []).append(Counted(0, None, None, None, (delivery,)))


def breakdown_of(name: str | None, member: str | None) -> Breakdown:
    """The part of a whole, or the whole."""
    return ((name, member),) if name and member is not None else WHOLE
