"""A whole answer of a public source, in one form whoever gave it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Members and values as printed. A row has one member per breakdown and then one value per measure.

    `labels` gives, by breakdown, what a member is called where the source prints codes. `decimal` is the sign
    the values are printed with: comma or point. A value that is not published is an empty text.
    """

    breakdowns: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    decimal: str
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def members(self, row: tuple[str, ...]) -> dict[str, str]:
        """The row's member of each breakdown."""
        return dict(zip(self.breakdowns, row, strict=False))

    def values(self, row: tuple[str, ...]) -> dict[str, str]:
        """The row's value of each measure, as printed."""
        return dict(zip(self.measures, row[len(self.breakdowns) :], strict=True))
